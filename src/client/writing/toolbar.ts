/**
 * Marks up what is selected in a textarea, as a button of the toolbar says: `data-mark` is put around it, before its lines
 * where that ends in a space, or makes a link where it is `[`.
 */
export function markUp(text: HTMLTextAreaElement, mark: string): void {
  const { selectionStart: from, selectionEnd: to, value } = text;
  const chosen = value.slice(from, to);
  if (mark === "[") {
    if (/^https?:\/\/\S+$/.test(chosen)) put(text, `[](${chosen})`, 1, 0);
    else put(text, `[${chosen}](https://)`, chosen.length + 3, 8);
  } else if (mark.endsWith(" ")) {
    const quoted = `${/.$/.test(value.slice(0, from)) ? "\n\n" : ""}${chosen.replace(/^/gm, mark)}`;
    put(text, quoted, quoted.length, 0);
  } else put(text, mark + chosen + mark, mark.length, chosen.length);
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
