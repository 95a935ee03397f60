/** Invisible characters that could disguise a name: controls, and marks that turn the direction of text. */
const disguise = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A text as it is shown where there is no markup: tags, line breaks and disguises are taken out of it. */
export function plain(value: string | null): string {
  return (value ?? "")
    .replace(/<[^<>]*>/g, "")
    .replace(disguise, " ")
    .replace(/\s+/g, " ")
    .trim();
}
