import type { Response } from "express";

/** A JSON resource descriptor (RFC 7033 §4.4). */
export interface Descriptor {
  subject?: string;
  aliases?: string[];
  links: Link[];
}

export interface Link {
  rel: string;
  type?: string;
  href?: string;
  template?: string;
}

/** Seconds for which anybody may keep a descriptor. */
export const maxAge = 3600;

/** Answers to everybody, scripts of other origins included. */
export function shareWith(res: Response): Response {
  return res.set({ "Access-Control-Allow-Origin": "*", "Cache-Control": `public, max-age=${maxAge}` });
}
