/** A text for each plural form that a language has; which one is taken depends on the value `count`. */
export type PluralForms = Readonly<{ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>>;

/** What is said in one language: a text, or one for each plural form. Names in braces stand for values. */
export type Message = string | PluralForms;

/** What a message is filled with. Numbers are written as the language writes them. */
export type Values = Readonly<Record<string, string | number>>;

type NamesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

type NamesOf<M> = M extends string ? NamesIn<M> : "count" | NamesIn<M[keyof M]>;

/** The values that a message asks for, as the rest of an argument list: nothing for one without names. */
export type Filling<M> = [NamesOf<M>] extends [never]
  ? []
  : [values: { readonly [Name in NamesOf<M>]: Name extends "count" ? number : string | number }];

/** How one language writes what stands in its messages. */
export interface Manner {
  plural(count: number): Intl.LDMLPluralRule;
  number(value: number): string;
  text(value: string): string;
}

/** A message with its values in place; a name without a value stays as it is. */
export function fill(message: Message, values: Values, manner: Manner): string {
  const text = textOf(message, values, manner);
  if (!text.includes("{")) return text;
  return text.replace(/\{(\w+)\}/g, (name, key: string) => {
    const value = values[key];
    if (value === undefined) return name;
    return typeof value === "number" ? manner.number(value) : manner.text(value);
  });
}

/** The text of a message that fits its `count`. */
export function textOf(message: Message, values: Values, manner: Pick<Manner, "plural">): string {
  if (typeof message === "string") return message;
  return message[manner.plural(Number(values["count"]))] ?? message.other;
}
