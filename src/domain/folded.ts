/** Accents and vowel signs that people leave out or write in other ways; not those that make other letters of a script. */
const accents = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]/g;
const unseen = /[\p{Cf}\p{Variation_Selector}]/gu;
const ascii = /^\p{ASCII}*$/u;
const word = /[\p{L}\p{N}\p{M}_]+|\p{Extended_Pictographic}/gu;

/** A text as words of it are compared: one spelling for what looks alike (NFKC), no case, no accents, nothing unseen. */
export function fold(text: string): string {
  // Nothing of the rest changes letters of ASCII, and most texts have no others.
  if (ascii.test(text)) return text.toLowerCase();
  const bare = text.normalize("NFKD").replace(accents, "").replace(unseen, "");
  return bare.toLowerCase().toUpperCase().toLowerCase().normalize("NFC");
}

/** The words of a folded text in their order; each pictogram is one. */
export function wordsOf(folded: string): string[] {
  return folded.match(word) ?? [];
}
