import { parseCookie, stringifySetCookie } from "cookie";
import type { Request, Response } from "express";
import { originOf } from "../../domain/address.ts";
import type { Comment } from "../../domain/comment.ts";
import { usualEditMs } from "../../domain/edit-time.ts";
import type { Site } from "../../domain/site.ts";
import { ownKeys } from "../own-keys.ts";
import { abroad } from "../voter.ts";
import type { IssoRoom } from "./room.ts";

/** By this our own client shows a comment's token where browsers keep cookies of third parties away. */
export const keyHeader = "Antiphon-Key";

/**
 * Gives a comment's token to the browser twice, as Isso does: as a cookie of the node, which opens the comment, and for
 * the page's own cookies, by which the client knows whether to show the buttons. An empty token takes both away.
 */
export function sendToken({ web }: IssoRoom, res: Response, comment: Comment, site: Site | null, token: string): void {
  const life =
    token === "" ? { maxAge: 0, expires: new Date(0) } : { maxAge: (web.world.editMs ?? usualEditMs) / 1000 };
  const name = String(comment.number);
  res.append("Set-Cookie", stringifySetCookie({ name, value: token, ...life, ...abroad(web.secure) }));
  const secure = site !== null && originOf(site).startsWith("https:");
  const value = { name: `isso-${name}`, value: token, ...life, path: "/", sameSite: "lax", secure } as const;
  res.set("X-Set-Cookie", stringifySetCookie(value));
}

/** The tokens that a browser sends for a comment: the node's, the page's where both share a host, one by our client. */
function tokensFor(req: Request, number: number): string[] {
  const cookies = parseCookie(req.headers.cookie ?? "");
  const shown = [cookies[String(number)], cookies[`isso-${number}`], req.get(keyHeader)];
  return shown.filter((token) => token !== undefined);
}

/** Keys of the comments that a browser can prove to have written, by Isso's cookies and by ours. */
export async function provenKeys(room: IssoRoom, req: Request): Promise<string[]> {
  const names = Object.keys(parseCookie(req.headers.cookie ?? "")).map(
    (name) => /^(?:isso-)?(\d{1,15})$/.exec(name)?.[1],
  );
  const numbers = [...new Set(names.filter((name) => name !== undefined))].slice(0, 10);
  const keys = await Promise.all(
    numbers.map(async (number) => {
      const comment = await room.web.world.comments.byNumber(Number(number));
      const until = comment && (await openUntil(room, req, comment));
      return comment && until ? [room.keys.of(comment, until)] : [];
    }),
  );
  return [...keys.flat(), ...ownKeys(req)];
}

/** Until when a browser may change a comment; null when it proves nothing. */
export async function openUntil({ tokens }: IssoRoom, req: Request, comment: Comment): Promise<Date | null> {
  for (const token of tokensFor(req, comment.number)) {
    const until = await tokens.readWriter(token, comment);
    if (until) return until;
  }
  return null;
}
