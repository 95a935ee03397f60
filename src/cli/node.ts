import type { Config, Variables } from "../config.ts";
import type { Comment } from "../domain/comment.ts";
import type { Exporter } from "../domain/exporter.ts";
import type { Finding } from "../domain/finding.ts";
import type { Importers } from "../domain/importer.ts";
import type { MailDesk } from "../domain/owner-letters.ts";
import type { GuardedFetch, Log, World } from "../domain/ports.ts";
import type { Seals } from "../domain/seal.ts";
import type { Site } from "../domain/site.ts";
import type { Thread } from "../domain/thread.ts";
import type { FindActor } from "../usecases/moderate/read-target.ts";
import type { HookTools } from "../usecases/notify/send-hook.ts";

/** A composed node, as far as the command line needs it. `compose` returns one that has more. */
export interface Node {
  world: World;
  /** Public origin, without a trailing slash. */
  url: string;
  /** Opens the port and starts the workers; returns the origin it really listens at. */
  listen(): Promise<string>;
  /** Stops taking requests, lets running ones end, stops the workers and closes the store. May be called twice. */
  close(): Promise<void>;
  /**
   * Gives one of our actors a new key, which takes over in a while unless it is to be at once. Throws `conflict` while
   * another change is on its way.
   */
  rotateKey(actor: string, atOnce: boolean): Promise<{ keyId: string; from: Date }>;
  /** A new one-time link that signs the first owner in, or whoever is named. Throws `not-found` for nobody's name. */
  loginLink(name?: string): Promise<string>;
  /** The secrets that its store holds. */
  seals: Seals;
  /** What is damaged in the file of the store, in the engine's words. */
  faults(): Promise<string[]>;
  /** Asks the server of a handle or profile for its actor; absent while nothing may be sent. */
  findActor?: FindActor;
  /**
   * Takes something public that stands elsewhere as a comment of a thread, and what answers it with the next walk; absent
   * while nothing can be asked for. Throws `invalid`, `conflict` and `busy` with what is wrong.
   */
  adopt?: (address: string, place: { site: Site; thread: Thread }) => Promise<Comment>;
  /** The mail server; absent where none is set. */
  mailDesk?: MailDesk;
  /** What messages to webhooks are made and sent with. */
  hookTools: HookTools;
  /** Tells step by step what others see of us, or we of others; `outside` asks as anybody could. */
  inspect?: (what: string, outside: GuardedFetch) => AsyncIterable<Finding>;
}

/** Introduces the rooms to each other; opens the store and nothing else. */
export type Compose = (config: Config, overrides?: { log?: Log }) => Promise<Node>;

/** How far a copy has come, for a line of progress. */
export interface CopyProgress {
  collection: string;
  copied: number;
  total: number;
}

/** Hears how a copy goes. */
export interface CopyWatch {
  progress(progress: CopyProgress): void;
  /** Something that whoever waits should know. */
  warn(sentence: string): void;
}

/** What can be done with whole stores, by their `ANTIPHON_STORE` addresses. */
export interface StoreTools {
  /** The version of what this program stores. */
  storeVersion: number;
  /**
   * Makes one store a copy of the other and compares what they hold; returns how many documents by collection. May be
   * repeated, and goes on where it was cut off. Throws `not-found` when there is no store to read, `invalid` when both are
   * one, `conflict` when the contents differ at the end, or the target holds others or is in use.
   */
  migrate(from: string, to: string, on: CopyWatch): Promise<Record<string, number>>;
  /**
   * Writes everything to a new file, and reads it back before it has its name. With secrets, the key file goes along and
   * its copy's name is returned, if there is one. Throws `conflict` when the file exists.
   */
  backup(store: string, file: string, options: { withSecrets: boolean }): Promise<string | null>;
  /**
   * Makes a store what a backup holds, of the version of this program, and has what was erased since erased again; that is
   * listed beside the backup, or in the file named. Throws `conflict` for one that holds comments, or that somebody else
   * has open, `invalid` or `not-found` for a file that is no whole backup.
   */
  restore(
    file: string,
    store: string,
    options: { force: boolean; erasures: string | null },
  ): Promise<{ documents: number; erased: number }>;
}

/** Everything a command touches outside of itself; the process has one, each test its own. */
export interface Terminal {
  env: Variables;
  /** The text of a file of the working folder; null when there is none. */
  readFile(name: string): Promise<string | null>;
  /**
   * Writes to a new file that its owner alone may read, or to standard output where it has no name. Throws `conflict` when
   * the file exists, `invalid` when it cannot be written.
   */
  save(name: string | null, chunks: AsyncIterable<string | Uint8Array>): Promise<void>;
  /** One line to standard output: results. */
  out(line: string): void;
  /** One line to standard error: notes, progress, faults. */
  err(line: string): void;
  /** Resolves at the first request to stop; the second one ends the process at once. */
  stopRequested(): Promise<void>;
  /** Bytes that a user may still write beside a file; null when that cannot be told. */
  freeBytes(file: string): Promise<number | null>;
  /** An unguarded request of the operator's own, to the node's public address. */
  fetch: typeof fetch;
}

/** What commands are made from. */
export interface Tools {
  terminal: Terminal;
  compose: Compose;
  stores: StoreTools;
  importers: Importers;
  exporters: readonly Exporter[];
  version: string;
}
