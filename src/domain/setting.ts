/** One of the answers that a setting takes. */
export interface Choice {
  value: string;
  label: string;
}

/** What was typed for a setting, read: what it changes, or what is wrong with it, in a sentence. */
export type ReadSetting<T> = { kind: "change"; change: Partial<T> } | { kind: "fault"; sentence: string };

/** One thing that an owner decides in the browser: how it is asked, how it is read, and what holds where nothing is said. */
export interface Setting<T> {
  /** The name of its field. */
  name: string;
  label: string;
  /** What it does, where the label alone does not tell. */
  hint?: string;
  /** The answers it takes; left out where it is typed. */
  choices?: readonly Choice[];
  /** Whether the owners of the whole node alone decide it, as it reaches beyond the blog. */
  ofNode?: true;
  /** How it is typed; as text when left out. */
  typed?: "number" | "address" | "lines";
  /** What an empty field stands for. */
  none?: string;
  /** What holds while it is empty. */
  meanwhile?(of: T): string | null;
  /** What stands in its field. */
  value(of: T): string;
  /** Whether that was decided by somebody, and is not just the usual. */
  decided(of: T): boolean;
  read(typed: string, of: T): ReadSetting<T>;
}

/** Settings that belong together. */
export interface SettingGroup<T> {
  name: string;
  heading: string;
  settings: readonly Setting<T>[];
}

/** Which variable decides a setting in the place of the owner, and where that is set. */
export interface FixedBy {
  key: string;
  place: string;
}

/** Settings by name that are decided outside of the browser. */
export type FixedSettings = Readonly<Record<string, FixedBy>>;

/** Reads what was typed into a change. */
export function changes<T>(change: Partial<T>): ReadSetting<T> {
  return { kind: "change", change };
}

/** Says what is wrong with what was typed. */
export function isWrong<T>(sentence: string): ReadSetting<T> {
  return { kind: "fault", sentence };
}

/** What a choice or a text is called where the change of it is written down. */
export function wordsFor<T>({ choices, typed, none = "nothing" }: Setting<T>, value: string): string {
  const label = choices?.find((choice) => choice.value === value)?.label;
  if (label !== undefined) return label;
  return (typed === "lines" ? value.split("\n").join(", ") : value) || none;
}

/** A setting that is one of a few answers; `usual` holds where nothing was decided. */
export function choice<T, const V extends string>(
  asked: Pick<Setting<T>, "name" | "label" | "hint"> & {
    choices: readonly { value: V; label: string }[];
    usual: V;
    get(of: T): V | undefined;
    set(value: V, of: T): Partial<T>;
  },
): Setting<T> {
  const { get, set, usual, ...rest } = asked;
  return {
    ...rest,
    value: (of) => get(of) ?? usual,
    decided: (of) => (get(of) ?? usual) !== usual,
    read(typed, of) {
      const chosen = rest.choices.find(({ value }) => value === typed);
      if (chosen) return changes(set(chosen.value, of));
      return isWrong(`Choose one of these: ${rest.choices.map(({ label }) => label).join("; ")}.`);
    },
  };
}

/** A setting that is a whole number, from 0 to `most`. */
export function wholeNumber<T>(
  asked: Pick<Setting<T>, "name" | "label" | "hint"> & {
    most: number;
    usual: number;
    get(of: T): number | undefined;
    set(value: number): Partial<T>;
  },
): Setting<T> {
  const { get, set, usual, most, ...rest } = asked;
  return {
    ...rest,
    typed: "number",
    value: (of) => String(get(of) ?? usual),
    decided: (of) => (get(of) ?? usual) !== usual,
    read(typed) {
      const number = asWholeNumber(typed, most);
      return number === null ? isWrong(noWholeNumber(most)) : changes(set(number));
    },
  };
}

/** What was typed as a whole number from 0 to `most`; null where it is none. */
export function asWholeNumber(typed: string, most: number): number | null {
  const number = /^\d{1,9}$/.test(typed) ? Number(typed) : Number.NaN;
  return number <= most ? number : null;
}

/** What is said where it is none. */
export function noWholeNumber(most: number): string {
  return `Type a whole number from 0 to ${most.toLocaleString("en")}.`;
}
