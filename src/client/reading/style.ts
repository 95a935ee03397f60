/** Puts a style sheet into the document, or the shadow tree, that holds an element. */
export type Dress = (element: HTMLElement, css: string) => void;

/**
 * Dresses elements. A sheet made by script is under the rule for scripts, so that a blog's policy need not allow any
 * style; browsers without it get it inline.
 */
export function createDresser(): Dress {
  const sheets = new Map<string, CSSStyleSheet>();
  return (element, css) => {
    const tree = element.getRootNode() as Document | ShadowRoot;
    try {
      let sheet = sheets.get(css);
      if (!sheet) {
        sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        sheets.set(css, sheet);
      }
      if (!tree.adoptedStyleSheets.includes(sheet)) tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, sheet];
    } catch {
      const style = document.createElement("style");
      style.textContent = css;
      document.head.append(style);
    }
  };
}
