import type { Piece } from "./content.ts";

/** One form in which everything can be taken along. */
export interface Exporter {
  /** By which commands and forms name it, in small letters. */
  name: string;
  /** What people call the form. */
  title: string;
  /** What it is good for, as a sentence. */
  use: string;
  /** The end of the names of its files, such as `.ndjson`. */
  ending: string;
  mediaType: string;
  /** It can hold one blog and no more. */
  oneBlog: boolean;
  /** It has room for what readers see, and for nothing else. */
  publicOnly: boolean;
  /** Writes what is read, as it is read; what went before is not kept. */
  write(pieces: AsyncIterable<Piece>, how: { isPublic: boolean }): AsyncIterable<string | Uint8Array>;
}

/** Another program's database, written from nothing. */
export interface ForeignWriter {
  exec(sql: string): void;
  run(sql: string, values: readonly (string | number | null)[]): void;
  /** Its file; nothing is written any more. */
  bytes(): AsyncIterable<Uint8Array>;
  /** Removes what was kept of it; must be called. */
  close(): Promise<void>;
}
