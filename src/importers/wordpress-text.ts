const blocks = /<(?:p|div|blockquote|ul|ol|li|pre|table|h[1-6]|hr|dl|figure)[\s>/]/i;

/**
 * A comment of WordPress as HTML: an empty line parts paragraphs, a line break stays one, as WordPress shows it. Around
 * blocks of its own, and within what is set as it was typed, nothing is added.
 */
export function autop(text: string): string {
  const parts = text
    .replace(/\r\n?/g, "\n")
    .trim()
    .split(/(<pre[\s>][\s\S]*?<\/pre>)/i);
  return parts
    .map((part, i) => (i % 2 === 1 ? part : paragraphs(part)))
    .join("\n")
    .trim();
}

function paragraphs(text: string): string {
  return text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => (blocks.test(part) ? part : `<p>${part.replace(/(<br\s*\/?>)?\n/gi, "<br>\n")}</p>`))
    .join("\n");
}
