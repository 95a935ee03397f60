import type { Request, Response } from "express";
import type { Deed } from "../../domain/deeds.ts";
import { Problem } from "../../domain/problem.ts";
import type { Blog } from "../../domain/ruling.ts";
import { query } from "../middleware/form-body.ts";
import type { Web } from "../web.ts";
import { sitesOf } from "./session.ts";

/** What stands for the whole node in an address, where nothing stands for everything that one may see. */
export const wholeNode = "*";

/** Where rules may hold, as a form offers it; the empty name is the whole node. */
export interface Place {
  name: string;
  label: string;
}

/** What somebody looks at: the rules of one blog, of the node (null), or with `undefined` all there are. */
export type Looked = Blog | undefined;

/** Blogs by their ids, as they are called. */
export async function blogNames(web: Pick<Web, "sites">): Promise<Map<string, string>> {
  return new Map((await web.sites.all()).map(({ _id, name }) => [_id, name]));
}

/** Where who is signed in may do something with rules: on their blogs, and on the whole node where that is theirs. */
export async function placesFor(web: Pick<Web, "sites">, res: Response, deed: Deed): Promise<Place[]> {
  const theirs = sitesOf(res, deed);
  const all = [...(await blogNames(web))].map(([name, label]) => ({ name, label }));
  if (theirs !== null) return all.filter(({ name }) => theirs.includes(name));
  const everywhere = { name: "", label: "On all blogs" };
  return all.length > 1 ? [everywhere, ...all] : [everywhere];
}

/**
 * What is looked at: what the address names, or as much as one may see; of blogs that are not theirs nothing. Throws
 * `forbidden` for who has no blog here, as where all of theirs are put away.
 */
export function lookedAt(req: Request, places: readonly Place[]): Looked {
  const wanted = query(req, "site");
  const named = places.find(({ name }) => (name || wholeNode) === wanted);
  if (named) return named.name || null;
  const [first] = places;
  if (!first)
    throw new Problem("forbidden", "None of your blogs is served here now, so there are no rules to look at.");
  return first.name || undefined;
}

/** What to choose from where there is a choice. */
export function choiceOf(places: readonly Place[]): readonly Place[] {
  return places.length > 1 || places[0]?.name ? places : [];
}
