/** An address that may stand in a link: escaping alone does not make `javascript:` harmless. */
export function webUrl(url: string | null): string | null {
  return url !== null && /^https?:\/\//i.test(url) && URL.canParse(url) ? url : null;
}
