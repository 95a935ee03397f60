import type { ImportRequest, OpenImport } from "../cli/node.ts";
import type { ImportSource } from "../domain/import.ts";
import { defaultHash } from "../domain/isso.ts";
import { readDisqus } from "../importers/disqus.ts";
import { readIsso } from "../importers/isso.ts";
import { openForeign } from "../store/sqlite/foreign.ts";

/** Opens an export by its format: another format is another importer and a line here. */
export const openImport: OpenImport = async (request) =>
  request.format === "isso" ? openIsso(request) : readDisqus(request.file, request);

async function openIsso({
  file,
  site,
  texts,
  hash,
  salt,
}: Extract<ImportRequest, { format: "isso" }>): Promise<ImportSource> {
  const db = await openForeign(file);
  try {
    const hashing = { algorithm: hash ?? defaultHash.algorithm, salt: salt ?? defaultHash.salt };
    return { ...readIsso(db, { file, site, texts, hash: hashing }), close: db.close };
  } catch (error) {
    await db.close();
    throw error;
  }
}
