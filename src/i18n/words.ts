import { type Filling, fill, type Manner, type Message, textOf, type Values } from "../domain/message.ts";
import { inEnglish, type Said } from "../domain/sentence.ts";
import { type Draft, type MessageKey, messageOf } from "./catalogue.ts";
import { en } from "./en.ts";
import { type Direction, directionOf, type Language } from "./languages.ts";

/** A moment for a `<time>`: machine-readable, and as absolute words in UTC, as pages are cached. */
export interface Moment {
  iso: string;
  text: string;
}

/** A piece of a message: `name` says which value it is, null for the words between. */
export interface Part {
  text: string;
  name: string | null;
}

/** Everything that is said in one language. */
export interface Words {
  readonly lang: Language;
  readonly dir: Direction;
  /** The message of a key with its values in place. */
  t<K extends MessageKey>(key: K, ...values: Filling<(typeof en)[K]>): string;
  /** The same in pieces, for values that stand in tags of their own. */
  parts<K extends MessageKey>(key: K, ...values: Filling<(typeof en)[K]>): Part[];
  /** What a Problem says; what has no key is said in English. */
  said(said: Said | readonly Said[]): string;
  number(value: number): string;
  /** Some things side by side, as a list without “and”. */
  list(items: readonly string[]): string;
  moment(date: Date): Moment;
  /** Hour and minute alone, in UTC. */
  timeOfDay(date: Date): string;
  /** The messages of the browser part as JSON, by their keys without `script.`. */
  readonly script: string;
}

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/gu;
const letterOrDigit = /[\p{L}\p{N}]/u;

/** Western digits and the Gregorian calendar in Arabic, too: what is counted there are numbers of comments and days of posts. */
const locales: Partial<Record<Language, string>> = { en: "en-GB", ar: "ar-u-nu-latn-ca-gregory" };

/** The words of a language from its catalogue; what that lacks is said in English. */
export function createWords(lang: Language, catalogue: Draft): Words {
  const locale = locales[lang] ?? lang;
  const dir = directionOf(lang);
  const rules = once(() => new Intl.PluralRules(locale));
  const numbers = once(() => new Intl.NumberFormat(locale));
  const time = { hour: "2-digit", minute: "2-digit", timeZone: "UTC", timeZoneName: "short" } as const;
  const day = { day: "numeric", month: "short", year: "numeric" } as const;
  const lists = once(() => new Intl.ListFormat(locale, { type: "unit", style: "short" }));
  const moments = once(() => new Intl.DateTimeFormat(locale, { ...day, ...time }));
  const times = once(() => new Intl.DateTimeFormat(locale, time));
  const script = once(() => scriptWords(catalogue));
  const manner: Manner = {
    plural: (count) => rules().select(count),
    number: (value) => numbers().format(value),
    text: (value) => isolate(value, dir),
  };

  function message(key: MessageKey): Message {
    const found = messageOf(catalogue, en, key);
    if (found === undefined) throw new Error(`There is no message “${key}”.`);
    return found;
  }

  return {
    lang,
    dir,
    t: (key, ...[values]) => fill(message(key), values ?? {}, manner),
    parts(key, ...[given]) {
      const values: Values = given ?? {};
      return textOf(message(key), values, manner)
        .split(/\{(\w+)\}/)
        .map((piece, i) =>
          i % 2 === 0 ? { text: piece, name: null } : { text: shown(values[piece], manner), name: piece },
        )
        .filter(({ text }) => text !== "");
    },
    said(said) {
      const all: readonly Said[] = typeof said === "object" && !("key" in said) ? said : [said];
      return all
        .map((one) => (typeof one === "string" ? inEnglish(one) : fill(message(one.key), one.values, manner)))
        .join(" ");
    },
    number: manner.number,
    list: (items) => lists().format(items),
    moment: (date) => ({ iso: date.toISOString(), text: moments().format(date) }),
    timeOfDay: (date) => times().format(date),
    get script() {
      return script();
    },
  };
}

/** The values that a message stands between are put in order by the browser; this keeps their neighbours out of it. */
function isolate(value: string, dir: Direction): string {
  const withoutRightToLeft = value.replace(rightToLeft, "");
  const isForeign = dir === "ltr" ? withoutRightToLeft !== value : letterOrDigit.test(withoutRightToLeft);
  return isForeign ? `\u2068${value}\u2069` : value;
}

function shown(value: string | number | undefined, manner: Manner): string {
  if (value === undefined) return "";
  return typeof value === "number" ? manner.number(value) : value;
}

function scriptWords(catalogue: Draft): string {
  const prefix = "script.";
  const keys = (Object.keys(en) as MessageKey[]).filter((key) => key.startsWith(prefix));
  return JSON.stringify(
    Object.fromEntries(keys.map((key) => [key.slice(prefix.length), messageOf(catalogue, en, key)])),
  );
}

/** Formats are dear to make, and most pages need few of them. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
