interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML(html: string): string }): { createHTML(html: string): string };
}

/** Turns what the server rendered into nodes, also on pages that demand Trusted Types; scripts in it would stay dead. */
export function createParser(): (html: string) => DocumentFragment {
  const { trustedTypes } = window as unknown as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy("antiphon", { createHTML: (html) => html });
  return (html) => {
    const template = document.createElement("template");
    template.innerHTML = policy?.createHTML(html) ?? html;
    return template.content;
  };
}
