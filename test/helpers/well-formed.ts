/** Whether XML is well-formed as far as what we write can go wrong: characters, entities, and tags that close in order. */
export function isWellFormed(xml: string): boolean {
  if (/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.test(xml)) return false;
  const open: string[] = [];
  const rest = xml
    .replace(/^<\?xml [^?]*\?>\n/, "")
    .replace(/<(\/?)([A-Za-z:-]+)((?:\s+[A-Za-z:-]+="[^"<]*")*)\s*(\/?)>/g, (_tag, end, name, attributes, alone) => {
      if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(attributes)) open.push("a loose ampersand");
      if (end !== "") return open.pop() === name ? "" : "<";
      if (alone === "") open.push(name);
      return "";
    });
  return open.length === 0 && !/[<>]|&(?!(?:amp|lt|gt|quot|#39);)/.test(rest);
}
