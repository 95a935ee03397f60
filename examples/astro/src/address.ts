const { SITE, BASE_URL } = import.meta.env;

/** The address of a page, the same in lists, on the page and in development, however `build.format` names its file. */
export function addressOf(path: string): string {
  if (!SITE) throw new Error("Antiphon knows pages by their address: set `site` in astro.config.mjs.");
  return new URL(path.replace(/(\/index)?\.html$/, ""), SITE).href;
}

/** The path of a post below `base`, as this blog links to it. */
export function pathOf(id: string): string {
  return `${BASE_URL.replace(/\/$/, "")}/blog/${id}/`;
}
