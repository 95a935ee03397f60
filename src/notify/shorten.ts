/** Some text on one line, cut to at most `max` characters; fit for a header. */
export function shorten(text: string, max: number): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, " ").trim();
  return line.length > max ? `${line.slice(0, max - 1)}…` : line;
}
