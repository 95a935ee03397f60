/** The box that Ghost puts in place of what a reader may not read. */
const paywall = "gh-post-upgrade-cta";

/**
 * What holds the text of a post, or of a page where those are wanted, too; null on lists, on previews of drafts, and where
 * this reader may not read on.
 */
export function articleOf(document: Document, withPages: boolean): Element | null {
  const { classList } = document.body;
  const isWanted = classList.contains("post-template") || (withPages && classList.contains("page-template"));
  const isPreview =
    document.querySelector('meta[name=robots][content*="noindex"]') && /\/p\/[\w-]{36}\//.test(location.pathname);
  if (!isWanted || isPreview || document.querySelector(`.${paywall}`)) return null;
  // Posts that are recommended below come later, and as cards.
  const texts = [...document.querySelectorAll("article.post, article.gh-article, .gh-content")];
  const text = texts.find((one) => !one.closest(".post-card"));
  return text?.closest("article") ?? text?.parentElement ?? null;
}

/** The address that the page gives itself; its own where it says that it was published elsewhere first. */
export function pageAddress(): string {
  const { origin, pathname, host } = location;
  const canonical = document.querySelector<HTMLLinkElement>("link[rel=canonical]")?.href;
  return canonical && new URL(canonical).host === host ? canonical : origin + pathname;
}

/**
 * Whether a stranger could read this page to its end. Only who is signed in sees more than strangers do; then the page is
 * looked at as they see it.
 */
export async function isForEverybody(): Promise<boolean> {
  if (!document.querySelector('[data-portal^="account"], [href*="#/portal/account"]')) return true;
  const page = await fetch(location.href, { credentials: "omit" });
  return page.ok && !(await page.text()).includes(paywall);
}
