import type { Response } from "express";
import { mayOpen } from "./permits.ts";
import { signedInOf } from "./session.ts";

const sections = {
  queue: "/",
  posts: "/posts",
  threads: "/threads",
  deliveries: "/deliveries",
  log: "/log",
  audit: "/audit",
  blocks: "/blocks",
  mail: "/mail",
  webhooks: "/webhooks",
  people: "/people",
};

/** What every one of the owner's pages gets: the word of its forms, who is signed in, and which sections are not theirs. */
export function frameOf(res: Response): { csrf: string; you: string; closed: string[] } {
  const { person } = signedInOf(res);
  const closed = Object.entries(sections).filter(([, path]) => !mayOpen(person, path));
  return { csrf: String(res.locals["csrf"]), you: person.name, closed: closed.map(([name]) => name) };
}
