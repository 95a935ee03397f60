/** Values of labels, in the order in which a family names them. */
export type Labels = readonly string[];

/** A number with its labels. */
export type Sample = readonly [labels: Labels, value: number];

interface Family {
  name: string;
  help: string;
  labels: Labels;
}

/**
 * What is counted and measured, and how that is told to Prometheus (text format 0.0.4). Labels must be of few values: each
 * combination that was ever seen is kept.
 */
export interface Registry {
  /** A number that grows; returns what adds to it. */
  counter(family: Family): (labels: Labels, by?: number) => void;
  /** How many values were within each bound; returns what takes a value. Bounds are in order. */
  histogram(family: Family, bounds: readonly number[]): (labels: Labels, value: number) => void;
  /** Numbers that are read when they are asked for. */
  gauge(family: Family, read: () => readonly Sample[] | Promise<readonly Sample[]>): void;
  /** The same for what grows elsewhere. */
  grown(family: Family, read: () => readonly Sample[] | Promise<readonly Sample[]>): void;
  /** All of it. Rejects with what a reading throws. */
  text(): Promise<string>;
}

interface Told extends Family {
  type: "counter" | "gauge" | "histogram";
  lines(): Promise<string[]> | string[];
}

/** An empty registry. */
export function createRegistry(): Registry {
  const told: Told[] = [];

  function readFrom(type: Told["type"], family: Family, read: () => readonly Sample[] | Promise<readonly Sample[]>) {
    const lines = async () => (await read()).map(([values, value]) => line(family.name, family.labels, values, value));
    told.push({ ...family, type, lines });
  }

  return {
    counter(family) {
      const counts = new Map<string, { labels: Labels; value: number }>();
      // A family without labels is there from the start, so that its first growth is seen.
      if (family.labels.length === 0) counts.set("", { labels: [], value: 0 });
      const lines = () => [...counts.values()].map((one) => line(family.name, family.labels, one.labels, one.value));
      told.push({ ...family, type: "counter", lines });
      return (labels, by = 1) => {
        const key = labels.join("\n");
        const count = counts.get(key);
        if (count) count.value += by;
        else counts.set(key, { labels, value: by });
      };
    },
    histogram(family, bounds) {
      const all = new Map<string, { labels: Labels; within: number[]; sum: number; count: number }>();
      const names = [...family.labels, "le"];
      const lines = () =>
        [...all.values()].flatMap(({ labels, within, sum, count }) => {
          let below = 0;
          const buckets = bounds.map((bound, i) => {
            below += within[i] ?? 0;
            return line(`${family.name}_bucket`, names, [...labels, String(bound)], below);
          });
          return [
            ...buckets,
            line(`${family.name}_bucket`, names, [...labels, "+Inf"], count),
            line(`${family.name}_sum`, family.labels, labels, sum),
            line(`${family.name}_count`, family.labels, labels, count),
          ];
        });
      told.push({ ...family, type: "histogram", lines });
      return (labels, value) => {
        const key = labels.join("\n");
        const one = all.get(key) ?? { labels, within: bounds.map(() => 0), sum: 0, count: 0 };
        all.set(key, one);
        const place = bounds.findIndex((bound) => value <= bound);
        if (place >= 0) one.within[place] = (one.within[place] ?? 0) + 1;
        one.sum += value;
        one.count += 1;
      };
    },
    gauge: (family, read) => readFrom("gauge", family, read),
    grown: (family, read) => readFrom("counter", family, read),
    async text() {
      const blocks = await Promise.all(
        told.map(async ({ name, help, type, lines }) => [
          `# HELP ${name} ${help.replaceAll("\\", "\\\\").replaceAll("\n", "\\n")}`,
          `# TYPE ${name} ${type}`,
          ...(await lines()),
        ]),
      );
      return `${blocks.flat().join("\n")}\n`;
    },
  };
}

function line(name: string, names: Labels, values: Labels, value: number): string {
  const labels = names.map((label, i) => `${label}="${escaped(values[i] ?? "")}"`).join(",");
  return `${name}${labels === "" ? "" : `{${labels}}`} ${value}`;
}

function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
