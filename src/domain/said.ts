import { fnv1a } from "./spread.ts";

/** What is written, without the markup and blanks that another software writes in other ways. */
export function lettersOf(html: string): string {
  return html.replace(/<[^<>]*>|\s+/g, "");
}

/** A number by which those that say the same are found; a few that say something else have it as well. */
export function saidIn(html: string): number {
  return fnv1a(lettersOf(html));
}
