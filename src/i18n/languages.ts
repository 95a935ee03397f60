/** Languages in which everything is said. */
export const completeLanguages = ["en", "de", "fr", "es", "ja", "ar"] as const;

/** Languages whose catalogue is a draft: not all of it is there, or nobody who speaks it has read it. */
export const draftLanguages = ["nl"] as const;

/** A language that there is a catalogue for. */
export type Language = (typeof completeLanguages)[number] | (typeof draftLanguages)[number];

/** Which way a language is written. */
export type Direction = "ltr" | "rtl";

const known: readonly string[] = [...completeLanguages, ...draftLanguages];

/** Languages that are written from right to left, whether there is a catalogue or not. */
const rightToLeft = ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"];

/**
 * The language for a tag (BCP 47) by lookup: the tag itself, else without its last part, and so on. Null for a tag that
 * leads to none, and for what is no tag.
 */
export function languageFor(tag: string): Language | null {
  const parts = tag.trim().toLowerCase().replaceAll("_", "-").split("-");
  for (; parts.length > 0; parts.pop()) {
    const found = known.indexOf(parts.join("-"));
    if (found >= 0) return known[found] as Language;
  }
  return null;
}

/** The tags of an `Accept-Language` header, the most wanted first; those that are not wanted at all are left out. */
export function acceptedTags(header: string): string[] {
  return header
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.split(";").map((piece) => piece.trim());
      const quality = parameters.find((parameter) => /^q=/i.test(parameter));
      return { tag, quality: quality === undefined ? 1 : Number(quality.slice(2)) };
    })
    .filter(({ tag, quality }) => tag !== "" && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}

/** Which way a language is written; a script in the tag decides, where it names one. */
export function directionOf(tag: string): Direction {
  const [language = "", ...rest] = tag.toLowerCase().split("-");
  if (rest.includes("latn") || rest.includes("cyrl")) return "ltr";
  if (rest.includes("arab") || rest.includes("hebr")) return "rtl";
  return rightToLeft.includes(language) ? "rtl" : "ltr";
}
