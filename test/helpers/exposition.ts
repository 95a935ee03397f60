import { expect } from "chai";

/** One family of numbers, as it was told. */
export interface Exposed {
  type: string;
  help: string;
  samples: { name: string; labels: Record<string, string>; value: number }[];
}

const name = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const label = String.raw`[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\\\|\\"|\\n)*"`;
const value = String.raw`[+-]?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|Inf|NaN)`;
const sampleLine = new RegExp(`^(${name})(?:\\{(${label}(?:,${label})*)\\})? (${value})$`);

/**
 * Reads Prometheus' text format 0.0.4 as strictly as it is written down: each family once and together, HELP and TYPE in
 * front, no sample twice, names and values as they may be, buckets that grow up to the count.
 */
export function readExposition(text: string): Map<string, Exposed> {
  expect(text.endsWith("\n"), "the last line ends").to.equal(true);
  const families = new Map<string, Exposed>();
  const seen = new Set<string>();
  let current: [string, Exposed] | null = null;
  let help: [string, string] | null = null;
  for (const line of text.slice(0, -1).split("\n")) {
    const [, helped, words] = new RegExp(`^# HELP (${name}) (.+)$`).exec(line) ?? [];
    const [, typed, type] = new RegExp(`^# TYPE (${name}) (counter|gauge|histogram)$`).exec(line) ?? [];
    if (helped !== undefined && words !== undefined) {
      help = [helped, words];
    } else if (typed !== undefined && type !== undefined) {
      expect(help?.[0], `HELP before TYPE of ${typed}`).to.equal(typed);
      expect(families.has(typed), `${typed} comes once`).to.equal(false);
      current = [typed, { type, help: help?.[1] ?? "", samples: [] }];
      families.set(...current);
    } else {
      const [, sample = "", labels = "", number = ""] = sampleLine.exec(line) ?? [];
      expect(sample, `“${line}” is a sample`).to.not.equal("");
      const [family = "", exposed] = current ?? [];
      const endings = exposed?.type === "histogram" ? ["_bucket", "_sum", "_count"] : [""];
      expect(
        endings.map((ending) => family + ending),
        line,
      ).to.include(sample);
      expect(seen.has(`${sample}{${labels}}`), `${line} comes once`).to.equal(false);
      seen.add(`${sample}{${labels}}`);
      exposed?.samples.push({
        name: sample,
        labels: readLabels(labels),
        value: Number(number.replace("Inf", "Infinity")),
      });
    }
  }
  for (const [family, exposed] of families) check(family, exposed);
  return families;
}

function readLabels(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g)];
  const unescaped = (quoted: string) => quoted.replace(/\\(.)/g, (_, sign: string) => (sign === "n" ? "\n" : sign));
  const labels = Object.fromEntries(pairs.map(([, key = "", quoted = ""]) => [key, unescaped(quoted)]));
  expect(Object.keys(labels), `${text}: no label twice`).to.have.lengthOf(pairs.length);
  return labels;
}

function check(family: string, { type, samples }: Exposed): void {
  if (type === "counter") {
    expect(family, "a counter’s name").to.match(/_total$/);
    for (const one of samples) expect(one.value, family).to.be.at.least(0);
  }
  if (type !== "histogram") return;
  const rows = new Map<string, { bounds: number[]; counts: number[]; count: number | null; sum: number | null }>();
  for (const { name: sample, labels, value: number } of samples) {
    const { le, ...rest } = labels;
    const key = JSON.stringify(rest);
    const row = rows.get(key) ?? { bounds: [], counts: [], count: null, sum: null };
    rows.set(key, row);
    if (sample.endsWith("_count")) row.count = number;
    else if (sample.endsWith("_sum")) row.sum = number;
    else {
      row.bounds.push(Number((le ?? "").replace("+Inf", "Infinity")));
      row.counts.push(number);
    }
  }
  for (const { bounds, counts, count, sum } of rows.values()) {
    expect(bounds, family).to.deep.equal([...bounds].sort((a, b) => a - b));
    expect(counts, family).to.deep.equal([...counts].sort((a, b) => a - b));
    expect([bounds.at(-1), counts.at(-1)], family).to.deep.equal([Number.POSITIVE_INFINITY, count]);
    expect(sum, family).to.be.a("number");
  }
}
