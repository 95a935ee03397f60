import type { Request, Response } from "express";
import { createPageShelf } from "./page-shelf.ts";
import { type ReadyPage, sendReady } from "./ready-page.ts";

/** Answers by what was asked for: each is made once for all who ask meanwhile, and kept until its ETag is another one. */
export interface KeptPages {
  /** Sends an answer; for whoever has it already, none is made. */
  send(req: Request, res: Response, asked: Asked): Promise<void>;
}

interface Asked {
  key: string;
  etag: string;
  /** What goes with the answer, and with word that it is the same. */
  headers: Record<string, string>;
  make(): Promise<ReadyPage>;
}

/** A memory for so many bytes. */
export function createKeptPages(maxBytes: number): KeptPages {
  const kept = createPageShelf(maxBytes);
  const making = new Map<string, Promise<ReadyPage>>();

  async function find({ key, etag, make }: Asked): Promise<ReadyPage> {
    const before = kept.get(key)?.page;
    return before?.etag === etag ? before : kept.set(key, { page: await make() });
  }

  return {
    async send(req, res, asked) {
      const { key, etag, headers } = asked;
      if (req.get("if-none-match")?.includes(etag)) {
        res
          .status(304)
          .set({ ETag: etag, ...headers })
          .end();
        return;
      }
      const name = `${etag} ${key}`;
      const running = making.get(name) ?? find(asked).finally(() => making.delete(name));
      making.set(name, running);
      sendReady(req, res, await running);
    },
  };
}
