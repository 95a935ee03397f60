import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openStore } from "../../../src/store/open.ts";
import { type IssoComment, writeIssoDb } from "../../helpers/isso-db.ts";
import type { FakeImage } from "./fake-image.ts";

/** What lies in the mounts of an image, and what became of it; `site` is the origin of the blog. */
export function createMounts(image: FakeImage, site: string) {
  const digest = (name: string) =>
    createHash("sha256")
      .update(readFileSync(image.path(name)))
      .digest("hex");
  return {
    /** Writes a configuration of Isso's, with more lines. */
    configure: (more = "") =>
      writeFileSync(image.path("config/isso.conf"), `[general]\ndbpath = /db/comments.db\nhost = ${site}\n${more}`),
    /** Writes a database of Isso's; with one comment, number 7, where nothing else is said. */
    fill: (comments: IssoComment[] = [{ id: 7, text: "From **Isso**" }]) =>
      writeIssoDb(image.path("db/comments.db"), { comments }),
    /** All that tells whether somebody touched what is Isso's: names, bytes, owners and times. */
    state: () =>
      ["config", "db"].flatMap((folder) =>
        readdirSync(image.path(folder))
          .filter((name) => name !== "antiphon")
          .map((name) => {
            const { uid, gid, mode, mtimeMs, ctimeMs } = statSync(image.path(join(folder, name)));
            return { name, uid, gid, mode, mtimeMs, ctimeMs, bytes: digest(join(folder, name)) };
          }),
      ),
    /** A thread as Isso's client is told of it. */
    async thread(url: string) {
      const answer = await fetch(`${url}/?uri=${encodeURIComponent("/post/")}`, { headers: { origin: site } });
      return (await answer.json()) as { total_replies: number; replies: { id: number; text: string }[] };
    },
    /** The numbers of all comments in our own store. */
    async stored(file = "db/antiphon/antiphon.db"): Promise<number[]> {
      const store = await openStore(`sqlite:${image.path(file)}`);
      try {
        const found = await store.docs.comments.find({}).sort({ number: 1 }).toArray();
        return found.map(({ number }) => number);
      } finally {
        await store.close();
      }
    },
  };
}
