import type { IncomingMessage } from "node:http";
import { Problem } from "../../src/domain/problem.ts";

const mediaType = /^application\/(activity\+json|ld\+json|json)\s*(;|$)/i;

/** Refuses what is no JSON of ActivityStreams; plain `application/json` passes, as everything must be signed anyhow. */
export function checkMediaType(request: IncomingMessage): void {
  if (!mediaType.test(request.headers["content-type"] ?? "")) {
    throw new Problem("unsupported", "Send activities as application/activity+json.");
  }
  const encoding = request.headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity") {
    throw new Problem("unsupported", "Send the activity without compression.");
  }
}

/** Reads the exact bytes of a body. Throws `too-large` as soon as it is known to be, `invalid` when it breaks off. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const tooLarge = () => new Problem("too-large", `An activity may be ${Math.floor(maxBytes / 1000)} KB at most.`);
    if (Number(request.headers["content-length"] ?? 0) > maxBytes) {
      reject(tooLarge());
      return;
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        request.pause();
        reject(tooLarge());
      } else chunks.push(chunk);
    });
    request.on("end", () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    const broken = () => reject(new Problem("invalid", "The body broke off."));
    request.on("error", broken);
    request.on("aborted", broken);
  });
}
