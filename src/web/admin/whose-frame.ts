import type { Request, Response } from "express";
import { query } from "../middleware/form-body.ts";
import { scriptedFrameOf } from "./frame.ts";
import { doneIn, mayUndo } from "./queue-said.ts";
import { signedInOf } from "./session.ts";
import { ruleSaid } from "./whose-rules.ts";

/** What the pages of a commenter and of a server say alike: where one is, what was just done, and whether it can be taken back. */
export async function whoseFrame(world: Parameters<typeof mayUndo>[0], req: Request, res: Response) {
  const undo = query(req, "undo");
  return {
    ...scriptedFrameOf(res),
    section: "commenters",
    said: ruleSaid(query(req, "done")),
    done: doneIn((name) => query(req, name)),
    undo: (await mayUndo(world, undo, signedInOf(res).person)) ? undo : null,
  };
}
