import type { PlacedPage } from "./placed-pages.ts";

/** Shorter ones, and mere numbers, are no names of posts. */
const leastLetters = 3;

/** Finds a page by the last part of an address, whatever stands before it; null where none has it, or several do. */
export function findBySlug(pages: readonly PlacedPage[]): (address: URL) => PlacedPage | null {
  const bySlug = new Map<string, PlacedPage | null>();
  for (const page of pages) {
    const slug = slugOf(new URL(page.url));
    if (slug !== null) bySlug.set(slug, bySlug.has(slug) ? null : page);
  }
  return (address) => bySlug.get(slugOf(address) ?? "") ?? null;
}

function slugOf({ pathname }: URL): string | null {
  const path = decoded(pathname)
    .toLowerCase()
    .replace(/\/index\.html?$/, "/")
    .replace(/\/+$/, "");
  const slug = path.slice(path.lastIndexOf("/") + 1).replace(/\.(?:html?|php|aspx?)$/, "");
  // Old blogs put the day before the name of a post.
  const name = slug.replace(/^\d{4}-\d\d-\d\d-/, "");
  return name.length < leastLetters || /^\d+$/.test(name) ? null : name;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path).normalize("NFC");
  } catch {
    return path;
  }
}
