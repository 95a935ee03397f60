import { createHash } from "node:crypto";
import { type JournalEntry, type JournalNote, journalBounds } from "../../domain/journal.ts";
import type { Clock, Log } from "../../domain/ports.ts";
import type { Journal } from "../../domain/repos.ts";
import type { Docs } from "../port.ts";
import { newestFirst } from "./paging.ts";

/** The journal with its housekeeping. */
export interface KeptJournal extends Journal {
  /** Removes what is too much of the threads that were written to since the last time. */
  trim(): Promise<void>;
  /** Writes what is still held back. */
  close(): Promise<void>;
}

const writeAfterMs = 200;
const hourMs = 3_600_000;
/** Under a flood most of what happens is alike, or is not worth the memory. */
const maxHeld = 2000;
/** Beyond so many different lines an hour, what is counted is told apart by what happened alone. */
const maxGathered = { thread: 30, node: 100 };

interface Needs {
  clock: Clock;
  log: Log;
  /** A new text at each call, which tells entries of all nodes apart. */
  token: () => string;
}

/** The journal on the document port, written in batches. */
export function createJournal(docs: Docs<JournalEntry>, { clock, log, token }: Needs): KeptJournal {
  const own = token();
  let held = new Map<string, JournalEntry>();
  let gathered = new Set<string>();
  let touched = new Set<string | null>();
  let lines = { hour: 0, of: new Map<string | null, Set<string>>() };
  let count = 0;
  let lost = 0;
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  /** Made of what is alike, for lines that count; for others of their order. */
  function idOf(note: JournalNote, now: number): string {
    if (note.gather) return gatheredId(note, Math.floor(now / hourMs));
    count += 1;
    return `${String(now).padStart(15, "0")} ${String(count).padStart(12, "0")} ${own}`;
  }

  /** A stranger can make up servers without end, and many may be gone at once: from some number on they share a line. */
  function bounded(note: JournalNote, now: number): JournalNote {
    const { thread } = note;
    if (thread !== null && !note.gather) return note;
    const hour = Math.floor(now / hourMs);
    if (lines.hour !== hour) lines = { hour, of: new Map() };
    const known = lines.of.get(thread) ?? new Set();
    const id = gatheredId(note, hour);
    const isTooMany = !known.has(id) && known.size >= (thread === null ? maxGathered.node : maxGathered.thread);
    if (isTooMany) return { ...note, who: null, object: null, reason: null, gather: true };
    lines.of.set(thread, known.add(id));
    return { ...note, gather: true };
  }

  async function write(): Promise<void> {
    const entries = [...held.entries()].map(([id, entry]) => ({ entry, gathers: gathered.has(id) }));
    const missed = lost;
    held = new Map();
    gathered = new Set();
    lost = 0;
    if (missed > 0) log.warn({ missed }, "Too much happened at once for the journal; some of it is not in there.");
    const plain = entries.filter(({ gathers }) => !gathers).map(({ entry }) => entry);
    const counting = entries.filter(({ gathers }) => gathers).map(({ entry }) => entry);
    try {
      await Promise.all([plain.length > 0 ? docs.insertMany(plain) : null, ...counting.map(raise)]);
    } catch (error) {
      log.warn({ error, entries: entries.length }, "The journal could not be written; these entries are lost.");
    }
  }

  function raise({ _id, times, createdAt, ...rest }: JournalEntry): Promise<number> {
    return docs.updateOne({ _id }, { $inc: { times }, $max: { createdAt }, $setOnInsert: rest }, { upsert: true });
  }

  function writeSoon(): void {
    timer ??= setTimeout(() => void written(), writeAfterMs).unref();
  }

  function written(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    if (held.size > 0) writing = writing.then(write);
    return writing;
  }

  async function trimTo(thread: string | null, most: number): Promise<void> {
    const [last] = await docs
      .find({ thread })
      .sort({ createdAt: -1 })
      .skip(most - 1)
      .limit(1)
      .toArray();
    if (!last) return;
    const { createdAt, _id } = last;
    await docs.deleteMany({ thread, $or: [{ createdAt: { $lt: createdAt } }, { createdAt, _id: { $lt: _id } }] });
  }

  return {
    note(given) {
      const now = clock.now();
      const { gather, ...note } = bounded(given, now.getTime());
      const id = idOf(gather ? { ...note, gather } : note, now.getTime());
      const before = held.get(id);
      if (!before && held.size >= maxHeld) {
        lost += 1;
        return;
      }
      const until = new Date(now.getTime() + boundsOf(note.thread).keepMs);
      held.set(id, { _id: id, ...note, times: (before?.times ?? 0) + 1, createdAt: now, until });
      if (gather) gathered.add(id);
      touched.add(note.thread);
      writeSoon();
    },
    written,
    of: (thread, page) => newestFirst(docs, { thread }, page),
    async forget(handle) {
      await written();
      const host = handle.slice(handle.lastIndexOf("@") + 1);
      await docs.updateMany({ who: handle }, { $set: { who: host, object: null } });
    },
    async trim() {
      await written();
      const threads = [...touched];
      touched = new Set();
      for (const thread of threads) await trimTo(thread, boundsOf(thread).most);
    },
    close: written,
  };
}

function boundsOf(thread: string | null) {
  return thread === null ? journalBounds.node : journalBounds.thread;
}

function gatheredId({ thread, what, who, reason }: JournalNote, hour: number): string {
  const alike = createHash("sha256").update(JSON.stringify([thread, what, who, reason]));
  return `${hour} ${alike.digest("base64url")}`;
}
