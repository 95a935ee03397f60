import type { ThreadAct, ThreadActState } from "../thread-act.ts";
import type { Slice } from "./shared.ts";

/** What was done to threads, and can be taken back. */
export interface ThreadActs {
  add(act: ThreadAct): Promise<void>;
  /** All of one batch, in their order. */
  ofBatch(batch: string): Promise<ThreadAct[]>;
  /** The newest first, of these blogs or of all. */
  list(page: { after?: string | null; limit: number; sites?: readonly string[] | null }): Promise<Slice<ThreadAct>>;
  /** Goes from one state to another; false where it was in none of these. */
  turn(id: string, from: readonly ThreadActState[], to: ThreadActState): Promise<boolean>;
  /** Those of other batches that stand, touch one of these threads and are as old as this one, or newer; the oldest first. */
  standingSince(act: Pick<ThreadAct, "createdAt" | "threads" | "batch">): Promise<ThreadAct[]>;
  /** Some that are in a state since before a time, or in the given span. */
  inState(state: ThreadActState, span: { from: Date; to: Date }, limit: number): Promise<ThreadAct[]>;
}
