import { writeFileSync } from "node:fs";
import { isProblem } from "../../src/domain/problem.ts";
import { type Drafts, draftsOf } from "./drafts.ts";
import { importerOf } from "./importer-of.ts";
import { createFolder } from "./isso-db.ts";

/** Reads files of one kind that a test writes; must be cleared. */
export interface Reading {
  read(content: string | Buffer, values?: Record<string, string>): Promise<Drafts>;
  /** What is wrong with a file, as `KIND: SENTENCE`; null when nothing is. */
  problemOf(content: string | Buffer, values?: Record<string, string>): Promise<string | null>;
  clear(): void;
}

/** Reads with the importer of that name, for the site `site` unless another one is given. */
export function createReading(name: string, site = "site"): Reading {
  const folder = createFolder();
  let made = 0;
  const reading: Reading = {
    async read(content, values = {}) {
      const file = folder.file(String(++made));
      writeFileSync(file, content);
      const source = await importerOf(name).open(file, { site, values, origin: "https://node.example" });
      try {
        return await draftsOf(source);
      } finally {
        await source.close();
      }
    },
    problemOf: (content, values) =>
      reading.read(content, values).then(
        () => null,
        (error: unknown) => {
          if (isProblem(error)) return `${error.kind}: ${error.message}`;
          throw error;
        },
      ),
    clear: () => folder.clear(),
  };
  return reading;
}
