/** A comment's number as it stands in an address or a form; null for anything that cannot be one. */
export function readNumber(text: string | undefined): number | null {
  return text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}

/** The number that somebody typed for a comment, such as “#12”; null for anything else. */
export function typedNumber(text: string): number | null {
  return readNumber(text.trim().replace(/^#/, ""));
}
