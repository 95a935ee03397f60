import type { TestClock } from "../../helpers/clock.ts";
import type { TestNode } from "../../helpers/composed-node.ts";
import type { Vector } from "../vectors/vector.ts";

/** Where attempts are brought to: a page of the blog whose thread lies on the node. */
export interface Place {
  node: TestNode;
  clock: TestClock;
  /** The address of the blog's page. */
  url: string;
}

/** An attempt that became a comment, by the comment's number. */
export interface Arrived {
  n: number;
  comment: number;
}

/** A way by which a stranger's words get onto the page. The runner asks for nothing else, so that more are easily added. */
export interface Door {
  name: string;
  /** Brings each attempt in as a comment, in every field that the door has; tells which of them were taken. */
  bring(place: Place, vectors: readonly Vector[]): Promise<Arrived[]>;
  close(): Promise<void>;
}
