import { fnv1a } from "../domain/spread.ts";
import type { Links } from "./links.ts";

/** The locals of `thread/from-home`: the form by which readers answer from their own server. */
export interface HomeFormView {
  /** Keeps the ids of several forms on one page apart. */
  key: string;
  action: string;
  url: string;
  comment: number | null;
  /** What was typed, or remembered. */
  server: string;
  remember: boolean;
  problem: string | null;
  /** Whether the answer opens beside the page, which is then somebody else's. */
  newTab: boolean;
}

type Given = Partial<Omit<HomeFormView, "key" | "action">>;

/** The view of that form, empty and on a blog's page unless something else is given. */
export function viewHomeForm(links: Links, url: string, given: Given = {}): HomeFormView {
  return {
    key: fnv1a(url).toString(36),
    action: links.fromHome(),
    url,
    comment: null,
    server: "",
    remember: false,
    problem: null,
    newTab: true,
    ...given,
  };
}
