import type { Posted } from "../../domain/mailbox.ts";
import type { World } from "../../domain/ports.ts";

/** How the mail server did, for all nodes the same. */
export interface MailState {
  /** When it took the last letter. */
  sentAt: Date | null;
  /** What it said last when it did not take one; null where it has taken one since. */
  fault: { at: Date; reason: string } | null;
}

interface Stored {
  sentAt: string | null;
  fault: { at: string; reason: string } | null;
}

const name = "mail state";

/** Remembers how the mail server did, and tells it. */
export function createMailState({ settings, clock }: Pick<World, "settings" | "clock">) {
  return {
    async read(): Promise<MailState> {
      const { sentAt = null, fault = null } = (await settings.get<Stored>(name)) ?? {};
      return {
        sentAt: sentAt === null ? null : new Date(sentAt),
        fault: fault && { at: new Date(fault.at), reason: fault.reason },
      };
    },
    /** Notes what became of a letter, and hands that on. */
    async note(posted: Posted): Promise<Posted> {
      const now = clock.now().toISOString();
      const before = await settings.get<Stored>(name);
      const state: Stored =
        posted.kind === "sent"
          ? { sentAt: now, fault: null }
          : { sentAt: before?.sentAt ?? null, fault: { at: now, reason: posted.reason } };
      await settings.set(name, state);
      return posted;
    },
  };
}
