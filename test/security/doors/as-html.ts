import type { Vector } from "../vectors/vector.ts";

/** An attempt as HTML, below a line that is left whatever is taken out: as markup, in attributes, or as an address. */
export function asHtml({ speaks, text }: Vector, line: string): string {
  const start = `<p>${line}</p>`;
  if (speaks === "attribute")
    return `${start}<p lang="${text}" dir='${text}'><a href="https://x.example/${text}" class="mention ${text}" title=${text}>${text}</a></p>`;
  if (speaks === "address")
    return `${start}<a href="${text}">a</a><a href='${text}'>b</a><a href=${text}>c</a><img src="${text}" alt="d"><q cite="${text}">e</q>`;
  return start + text;
}
