import { type Author, nobody } from "../../domain/author.ts";
import type { Comment } from "../../domain/comment.ts";
import { drawnFace } from "../../domain/face.ts";
import { isSalted } from "../../domain/salt.ts";

/**
 * The author of a comment without hashes of a network that have no salt; the very same where there are none. The face that
 * was drawn from one stays.
 */
export async function withoutUnsalted({ author, origin }: Pick<Comment, "author" | "origin">): Promise<Author> {
  if (author.kind === "remote") return author;
  const { network, ...rest } = author;
  const kept = network === undefined || isSalted(network) ? author : rest;
  if (kept.email !== null || kept.hash === nobody.hash || isSalted(kept.hash)) return kept;
  // Imports from Isso come with a face; elsewhere the hash is one of a name.
  if (origin === "import" && kept.face === undefined) return kept;
  return { ...kept, hash: nobody.hash, face: kept.face ?? (await drawnFace(`${kept.hash} ${kept.name}`)) };
}
