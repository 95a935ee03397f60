/** Marks up what is selected in a textarea: the name is what a button of the toolbar carries in `data-mark`. */
export function markUp(text: HTMLTextAreaElement, name: string): void {
  const { selectionStart: from, selectionEnd: to, value } = text;
  const chosen = value.slice(from, to);
  const around = { bold: "**", italic: "*", code: "`" }[name];
  if (around) put(text, `${around}${chosen}${around}`, around.length, chosen.length);
  else if (name === "quote") {
    const quoted = `${from > 0 && value[from - 1] !== "\n" ? "\n\n" : ""}${chosen.replace(/^/gm, "> ")}`;
    put(text, quoted, quoted.length, 0);
  } else if (/^https?:\/\/\S+$/.test(chosen)) put(text, `[](${chosen})`, 1, 0);
  else put(text, `[${chosen}](https://)`, chosen.length + 3, 8);
}

/** The mark that a key stands for together with Ctrl or ⌘. */
export function markOf(key: string): string | undefined {
  return { b: "bold", i: "italic", k: "link", e: "code" }[key.toLowerCase()];
}

/** Typed as if by hand, so that it can be undone, where the browser allows that. */
function put(text: HTMLTextAreaElement, words: string, at: number, length: number): void {
  const { selectionStart: from, selectionEnd: to } = text;
  text.focus();
  if (!document.execCommand("insertText", false, words)) {
    text.setRangeText(words, from, to);
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
  text.setSelectionRange(from + at, from + at + length);
}
