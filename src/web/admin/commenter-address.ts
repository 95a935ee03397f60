import type { Author } from "../../domain/author.ts";
import type { Known, Whose } from "../../domain/queue.ts";
import { knownAs } from "../../usecases/moderate/read-queue.ts";

const names = ["actor", "visitor", "host", "after"] as const;

/** The address of the page about somebody, or about a server. */
export function whoseAddress(whose: Whose, more: Record<string, string> = {}): string {
  const given = Object.entries(more).filter(([, value]) => value !== "");
  const page = "host" in whose ? "server" : "commenter";
  return `/admin/${page}?${new URLSearchParams([...Object.entries(whose), ...given])}`;
}

/** The page about the author of a comment; null where nothing would tell them from others. */
export function authorAddress(author: Author): string | null {
  const known = knownAs(author);
  return known && whoseAddress(known);
}

/** Whom a page is asked for, by the parameters of its address or the fields of its form; null for nobody. */
export function readKnown(given: (name: string) => string): Known | null {
  const [actor, visitor] = [given("actor").trim(), given("visitor").trim()];
  if (actor !== "") return { actor };
  return visitor === "" ? null : { visitor };
}

/** The page about somebody or a server that a form was sent from; null for any other, of which nothing else is heeded. */
export function whosePageIn(back: string): string | null {
  const [, page, search = ""] = /^\/admin\/(commenter|server)\?(.*)$/s.exec(back) ?? [];
  if (page === undefined) return null;
  const asked = new URLSearchParams(search);
  const kept = new URLSearchParams();
  for (const name of names) if (asked.get(name)) kept.set(name, asked.get(name) ?? "");
  return `/admin/${page}?${kept}`;
}
