import { parseCookie, stringifySetCookie } from "cookie";
import type { Request, Response } from "express";
import { readVoter, type Voter } from "../usecases/visit/voter.ts";
import { field } from "./middleware/form-body.ts";
import type { Web } from "./web.ts";

const voterName = "antiphon_voter";
const voterSeconds = 365 * 24 * 3600;

/** The attributes of a cookie that a page of another host sends along; where those are kept apart by site, it is, too. */
export function abroad(secure: boolean) {
  if (!secure) return { path: "/", httpOnly: true, sameSite: "lax" } as const;
  return { path: "/", httpOnly: true, secure: true, sameSite: "none", partitioned: true } as const;
}

/** The word of a voter that a browser brings: in the field of our script, else in its cookie; empty when it has none. */
export function voterWord(req: Request): string {
  return field(req, "voter") || (parseCookie(req.headers.cookie ?? "")[voterName] ?? "");
}

/** Who votes; a browser that is new here is given the word to be known by. */
export function voterOf({ world, secure }: Pick<Web, "world" | "secure">, req: Request, res: Response): Voter {
  const given = voterWord(req);
  const voter = readVoter(world, given);
  if (voter.word !== given) {
    const cookie = { name: voterName, value: voter.word, maxAge: voterSeconds, ...abroad(secure) };
    res.append("Set-Cookie", stringifySetCookie(cookie));
  }
  return voter;
}
