import { randomBytes } from "node:crypto";
import type { Ids } from "../../src/domain/ports.ts";

/** Ids as the node makes them. */
export const testIds: Ids = {
  opaque: () => randomBytes(13).toString("hex"),
  token: () => randomBytes(32).toString("base64url"),
};
