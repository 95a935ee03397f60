import type { BackupDesk } from "../../src/domain/backup.ts";
import type { MailDesk } from "../../src/domain/owner-letters.ts";
import type { HookTools } from "../../src/usecases/notify/send-hook.ts";

/** Backups of which there are none yet, and that are never made. */
export function aBackupDesk(): BackupDesk {
  return {
    plan: { everyMs: 86_400_000, keep: { h: 0, d: 7, w: 4, m: 6, y: 0 } },
    poke: () => undefined,
    shelf: {
      folder: "/backups",
      list: async () => [],
      make: () => Promise.reject(new Error("not asked for in this test")),
      remove: async () => undefined,
      noteErasures: async () => undefined,
    },
  };
}

/** A mail server that takes everything. */
export function aMailDesk(): MailDesk {
  const sent = async () => ({ kind: "sent" }) as const;
  return { server: "mail.example:587", from: "Antiphon <comments@node.example>", test: sent, greet: sent };
}

/** Webhooks whose services answer nothing but that they heard. */
export const noHooks: HookTools = {
  format: ({ url }) => ({ url, method: "POST", headers: {}, body: "" }),
  fetch: async ({ url }) => ({ status: 200, url, headers: { get: () => null }, body: Buffer.from("") }),
};
