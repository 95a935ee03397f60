/**
 * Puts a style sheet into the document, or the shadow tree, that holds an element. Made by script, it is under the
 * rule for scripts, so that a blog's policy need not allow any style; browsers without it get it inline.
 */
export function createDresser(css: string): (element: HTMLElement) => void {
  let sheet: CSSStyleSheet | undefined;
  return (element) => {
    const tree = element.getRootNode() as Document | ShadowRoot;
    try {
      if (!sheet) {
        sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
      }
      if (!tree.adoptedStyleSheets.includes(sheet)) tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, sheet];
    } catch {
      const style = document.createElement("style");
      style.textContent = css;
      document.head.append(style);
    }
  };
}
