import { sign } from "node:crypto";
import { parentPort } from "node:worker_threads";
import type { SigningWork } from "./sign-aside.ts";

/** As many signatures as are handed back at once: the first ones are sent while the others are made. */
const piece = 16;

parentPort?.on("message", ({ key, texts }: SigningWork) => {
  for (let i = 0; i < texts.length; i += piece) {
    parentPort?.postMessage(
      texts.slice(i, i + piece).map((text) => sign("sha256", Buffer.from(text), key).toString("base64")),
    );
  }
});
