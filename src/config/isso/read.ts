import type { Variables } from "../../config.ts";
import { defaultHash, issoDefaults } from "../../domain/isso.ts";
import { isProblem, Problem } from "../../domain/problem.ts";
import type { LineFault } from "../lines.ts";
import { type IniEntry, readIni } from "./ini.ts";
import { type IssoChoices, type Ruling, rules, secretKeys } from "./rules.ts";

/** What became of a line of an Isso configuration. */
export interface IssoNote {
  line: number;
  /** `[section] key`. */
  key: string;
  /** As it stands in the file; null for a secret. */
  text: string | null;
  /** Whether it has no effect here, or not all of it. */
  idle: boolean;
  sentence: string;
}

/** An Isso configuration, read: variables for what Antiphon has a name for, choices for the rest, and a note on each key. */
export interface IssoConfig extends IssoChoices {
  file: string;
  variables: Variables;
  /** Where a variable's value stands, as `[section] key in line 3 of isso.cfg`. */
  places: Readonly<Record<string, string>>;
  notes: readonly IssoNote[];
}

interface Ruled {
  entry: IniEntry;
  ruling: Ruling;
}

/**
 * Reads an Isso configuration. `set` are the variables that are set beside it, which win; what it says of those is noted as
 * idle. What is not in the file is as Antiphon has it. Throws one `invalid` that tells every fault with its line and key.
 */
export function readIssoConfig(file: string, text: string, environment: Variables, set: Variables): IssoConfig {
  const { entries, faults } = readIni(text, environment);
  const filled = entries.filter((entry) => entry.text !== "");
  const texts = new Map(filled.map((entry) => [entry.name, entry.text]));
  const ruled = filled.map((entry) => rule(entry, (name) => texts.get(name), faults));
  if (faults.length > 0) throw refusal(file, faults);

  const choices: IssoChoices = {
    settings: { ...issoDefaults, guard: { ...issoDefaults.guard } },
    hash: { ...defaultHash },
    database: null,
  };
  const variables: Record<string, string> = {};
  const places: Record<string, string> = {};
  for (const { entry, ruling } of ruled) {
    if (ruling.kind === "choice") ruling.choose(choices);
    if (ruling.kind !== "variables") continue;
    for (const [name, value = ""] of Object.entries(ruling.values)) {
      variables[name] = value;
      places[name] ??= `${keyOf(entry)} in line ${entry.line} of ${file}`;
    }
  }
  return { file, ...choices, variables, places, notes: ruled.map((one) => noteOn(one, set)) };
}

function rule(entry: IniEntry, others: (name: string) => string | undefined, faults: LineFault[]): Ruled {
  try {
    const none: Ruling = { kind: "none", why: "no key that Isso 0.14 documents" };
    return { entry, ruling: rules[entry.name]?.(entry.text, others) ?? none };
  } catch (error) {
    if (!isProblem(error, "invalid")) throw error;
    faults.push({ line: entry.line, sentence: `${keyOf(entry)} ${error.message}.` });
    return { entry, ruling: { kind: "none", why: error.message } };
  }
}

function noteOn({ entry, ruling }: Ruled, set: Variables): IssoNote {
  const text = secretKeys.includes(entry.name) ? null : entry.text.replaceAll("\n", ", ");
  const about = { line: entry.line, key: keyOf(entry), text };
  if (ruling.kind === "none") return { ...about, idle: true, sentence: `has no effect: ${ruling.why}` };
  if (ruling.kind === "choice") return { ...about, idle: false, sentence: "taken as it is" };
  const names = Object.keys(ruling.values);
  const overruled = names.filter((name) => (set[name] ?? "").trim() !== "");
  const taken = names.filter((name) => !overruled.includes(name));
  const parts = [
    taken.length > 0 ? `taken as ${taken.join(" and ")}` : "has no effect",
    ...(ruling.note === undefined ? [] : [ruling.note]),
    ...overruled.map((name) => `${name} is set and wins`),
  ];
  return { ...about, idle: overruled.length > 0, sentence: parts.join("; ") };
}

function keyOf({ name }: IniEntry): string {
  const at = name.lastIndexOf(".");
  return `[${name.slice(0, at)}] ${name.slice(at + 1)}`;
}

function refusal(file: string, faults: readonly LineFault[]): Problem {
  const sorted = [...faults].sort((a, b) => a.line - b.line);
  const lines = sorted.map(({ line, sentence }) => `  line ${line}: ${sentence}`);
  return new Problem("invalid", [`${file} cannot be used:`, ...lines].join("\n"));
}
