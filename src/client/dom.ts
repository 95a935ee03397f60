/** A comment section that came with the page is only there once the page was read to its end. */
export function whenParsed(act: () => void): void {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", act);
  else act();
}

export function parse(html: string): DocumentFragment {
  return document.createRange().createContextualFragment(html);
}

/** Names one draft, so that sending it twice stores it once. Works on pages without https, too. */
export function randomWord(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => (byte + 256).toString(16).slice(1)).join("");
}
