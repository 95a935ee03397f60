import type { Connection } from "./connection.ts";

/** With more ids than that in mind, the file is asked: they take memory, and time whenever they are read anew. */
const most = 1000;

/** Which ids a table has, as far as that is kept in mind. */
export interface KnownIds {
  /** Those of some ids that may be there; the others are not. */
  among(ids: readonly string[]): readonly string[];
  /** Notes an id that was written. */
  added(id: string): void;
  /** To be called when ids were removed. */
  forget(): void;
}

/**
 * Keeps in mind which ids a table has, so that a question for others costs no search of the file. They are read when two
 * questions come with no change from outside in between.
 */
export function createKnownIds(connection: Pick<Connection, "all" | "outsideChanges">, table: string): KnownIds {
  /** After which change from outside the last question came; null after ids were removed. */
  let seenAt: number | null = null;
  let known: Set<string> | "many" | null = null;

  function read(): Set<string> | "many" {
    const rows = connection.all(`SELECT _id FROM ${table} LIMIT ${most + 1}`, []);
    return rows.length > most ? "many" : new Set(rows.map((row) => row["_id"] as string));
  }

  function forget(): void {
    seenAt = null;
    known = null;
  }

  return {
    among(ids) {
      const now = connection.outsideChanges();
      if (now !== seenAt) {
        seenAt = now;
        known = null;
        return ids;
      }
      known ??= read();
      const here = known;
      return here === "many" ? ids : ids.filter((id) => here.has(id));
    },
    added(id) {
      if (known === null || known === "many") return;
      known.add(id);
      if (known.size > most) known = "many";
    },
    forget,
  };
}
