import type { Response } from "express";
import { pagePolicy } from "../page.ts";
import { mayOpen } from "./permits.ts";
import { signedInOf } from "./session.ts";

const sections = {
  queue: "/",
  commenters: "/commenters",
  posts: "/posts",
  threads: "/threads",
  deliveries: "/deliveries",
  log: "/log",
  audit: "/audit",
  "dry-run": "/dry-run",
  blocks: "/blocks",
  mail: "/mail",
  webhooks: "/webhooks",
  people: "/people",
  settings: "/settings",
  import: "/import",
  export: "/export",
  backups: "/backups",
};

/**
 * What every one of the owner's pages gets: the word of its forms, who is signed in and whether just now, and which
 * sections are not theirs.
 */
export function frameOf(res: Response): { csrf: string; you: string; fresh: boolean; closed: string[] } {
  const { person } = signedInOf(res);
  const closed = Object.entries(sections).filter(([, path]) => !mayOpen(person, path));
  return {
    csrf: String(res.locals["csrf"]),
    you: person.name,
    fresh: Boolean(res.locals["fresh"]),
    closed: closed.map(([name]) => name),
  };
}

/** The same for a page that the owner's script comes along with, which may run there. */
export function scriptedFrameOf(res: Response) {
  res.set("Content-Security-Policy", pagePolicy);
  return { ...frameOf(res), scripted: true };
}
