import { Router } from "express";
import { type BackupState, type Backups, type KeptBackup, nextBackup } from "../../domain/backup.ts";
import { sizeText } from "../../domain/size-text.ts";
import { readBackups } from "../../usecases/keep/back-up.ts";
import { createWriteDown } from "../../usecases/moderate/write-down.ts";
import { query } from "../middleware/form-body.ts";
import type { Web } from "../web.ts";
import { frameOf } from "./frame.ts";
import { moderatorOf } from "./session.ts";
import { moment } from "./time.ts";

const done: Record<string, string> = { begun: "It is being made. Look again in a moment." };

/** `/admin/backups`: how the last backup went, when the next comes, which there are, and one at once. */
export function createBackupRoutes(web: Web, backups: Backups): Router {
  const desk = backups === "in memory" ? null : backups;
  const { world } = web;
  const writeDown = createWriteDown(world);
  const router = Router();

  router.get("/backups", async (req, res) => {
    const state = await readBackups(world);
    const kept = (await desk?.shelf.list()) ?? [];
    res.type("html").send(
      web.renderForOwner("admin/backups", {
        ...web.top("Backups", "admin"),
        ...frameOf(res),
        section: "backups",
        said: done[query(req, "done")] ?? null,
        demo: web.settings.demo,
        isInMemory: backups === "in memory",
        folder: desk?.shelf.folder ?? null,
        ...viewState(state),
        next: desk && moment(nextBackup(state, desk.plan, world.clock.now())),
        kept: kept.map(viewKept),
        total: sizeText(kept.reduce((sum, { bytes }) => sum + bytes, 0)),
      }),
    );
  });

  router.post("/backups", async (_req, res) => {
    if (desk) {
      desk.poke();
      const label = "a backup";
      await writeDown({ by: moderatorOf(res), act: "backups.make", site: null, subject: "backups", label });
    }
    res.redirect(303, "/admin/backups?done=begun");
  });

  return router;
}

function viewState({ last, fault }: BackupState) {
  return {
    last: last && {
      at: moment(new Date(last.at)),
      size: sizeText(last.bytes),
      documents: last.documents.toLocaleString("en"),
    },
    fault: fault && { since: moment(new Date(fault.since)), reason: fault.reason },
  };
}

function viewKept({ name, at, bytes }: KeptBackup) {
  return { name, at: moment(at), size: sizeText(bytes) };
}
