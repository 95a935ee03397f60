import type { IncomingHttpHeaders } from "node:http";
import { Busboy } from "@fastify/busboy";
import type { RequestHandler, Response } from "express";
import { Problem } from "../../domain/problem.ts";

/** A file as it comes, and what the browser calls it. */
export interface CarriedFile {
  name: string;
  chunks: AsyncIterable<Uint8Array>;
}

const limits = { fields: 20, fieldSize: 10_000, fieldNameSize: 100, files: 1, parts: 25, headerPairs: 50 };

/**
 * Reads the fields of a form up to its file, which `fileOf` then gives; fields behind the file are not read. Throws
 * `unsupported` for a body that is no such form, `invalid` for one that is damaged.
 */
export function fileBody(): RequestHandler {
  return (req, res, next) => {
    if (req.method !== "POST") return next();
    if (!req.is("multipart/form-data")) throw new Problem("unsupported", "Send the form as multipart/form-data.");
    const fields: Record<string, string> = {};
    let file: (AsyncIterable<Uint8Array> & { destroy(cause: Error): unknown; resume(): unknown }) | null = null;
    let isHandedOn = false;
    const parser = openParser(req.headers);

    function handOn(problem?: Problem): void {
      if (isHandedOn) return;
      isHandedOn = true;
      req.body = fields;
      if (problem) next(problem);
      else next();
    }
    function breakOff(cause: unknown): void {
      const problem = damaged(cause);
      file?.destroy(problem);
      req.unpipe(parser);
      // What still comes is let go by, as browsers do not listen before they have sent all.
      req.resume();
      handOn(problem);
    }

    parser.on("field", (name, value) => {
      fields[name] = value;
    });
    parser.on("file", (_field, stream, name) => {
      file = stream;
      res.locals["file"] = { name: name ?? "", chunks: stream } satisfies CarriedFile;
      // Whoever reads it is told; without a listener it would end the process.
      stream.on("error", () => undefined);
      res.on("finish", () => stream.resume());
      handOn();
    });
    parser.on("finish", () => handOn());
    parser.on("error", breakOff);
    req.on("close", () => {
      if (!req.complete) breakOff(new Error("The connection ended."));
    });
    req.pipe(parser);
  };
}

/** The file of a form that `fileBody` read; null where it has none. */
export function fileOf(res: Response): CarriedFile | null {
  return (res.locals["file"] as CarriedFile | undefined) ?? null;
}

function openParser(headers: IncomingHttpHeaders) {
  try {
    return new Busboy({ headers: { ...headers, "content-type": headers["content-type"] ?? "" }, limits });
  } catch (cause) {
    throw damaged(cause);
  }
}

function damaged(cause: unknown): Problem {
  return new Problem("invalid", "The file did not arrive whole. Send it once more.", { cause });
}
