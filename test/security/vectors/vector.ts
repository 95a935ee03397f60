/**
 * One attempt to have something run: `$RUN` stands for the call that must not happen, `$HOST` for the host that must not be
 * asked, `$N` for the number of the attempt. What has to be encoded as a whole is a function of the call.
 */
export type Spell = string | ((run: string) => string);

/** Attempts of one kind, in the language in which they are meant. */
export interface Family {
  name: string;
  /** `html` stands between tags, `markdown` in a text, `address` in a link, `attribute` within quotes or without. */
  speaks: "html" | "markdown" | "address" | "attribute";
  spells: readonly Spell[];
}

/** An attempt with its number written into it. */
export interface Vector {
  n: number;
  family: string;
  speaks: Family["speaks"];
  text: string;
}

/** The host that no browser may ask. */
export const canaryHost = "canary.test";

/** The call that must not happen, with the number of the attempt. */
export function runOf(n: number): string {
  return `canary(${n})`;
}

/** Numbers attempts from 1, in the order of their families. */
export function numbered(families: readonly Family[]): Vector[] {
  const all = families.flatMap(({ name, speaks, spells }) => spells.map((spell) => ({ name, speaks, spell })));
  return all.map(({ name, speaks, spell }, i) => {
    const run = runOf(i + 1);
    const text = typeof spell === "string" ? spell.replaceAll("$RUN", run) : spell(run);
    return {
      n: i + 1,
      family: name,
      speaks,
      text: text.replaceAll("$HOST", canaryHost).replaceAll("$N", String(i + 1)),
    };
  });
}
