import type { CommentDraft, ImportSource, ThreadDraft } from "../../domain/import.ts";
import { fnv1a } from "../../domain/spread.ts";
import type { Columns } from "./import-columns.ts";
import { createEntries, type Entries } from "./import-entries.ts";
import type { Place } from "./import-places.ts";
import type { Tally } from "./import-tally.ts";

/** A thread as its source names it, with the number of its comments. */
export interface FoundThread extends ThreadDraft {
  comments: number;
  /** The source says of it more than its id. */
  isNamed: boolean;
  /** Where it goes; null for nowhere. */
  place: Place | null;
}

/** What a source holds, without the words. */
export interface Survey {
  /** By their numbers. */
  threads: FoundThread[];
  comments: Entries;
  /** The highest public number that may be kept. */
  highest: number;
  /** The same for the same comments in the same order. */
  print: number;
}

/** Higher numbers would leave no room; a comment with one gets another. */
const highestKept = 1_000_000_000;

/** Whether a comment may keep the number that it had. */
export function isKeepable(number: number | null): number is number {
  return number !== null && Number.isInteger(number) && number > 0 && number <= highestKept;
}

/** Reads a source once over: parents and threads may come after those that name them. Counts what is wrong with it. */
export async function surveySource(source: ImportSource, tally: Tally, columns: Columns): Promise<Survey> {
  const survey: Survey = { threads: [], comments: createEntries(columns), highest: 0, print: 0 };
  const numbers = new Map<string, number>();
  for await (const draft of source.drafts()) {
    if (draft.kind === "fault") tally.add("lost", draft.reason, draft.place);
    else if (draft.kind === "note") tally.add(draft.outcome, draft.reason, draft.place);
    else if (draft.kind === "thread") nameThread(threadOf(draft.id), draft);
    else enterComment(survey, draft, tally);
  }
  return survey;

  function enterComment(survey: Survey, draft: CommentDraft, tally: Tally): void {
    const thread = threadOf(draft.thread);
    survey.print = fnv1a(`${survey.print} ${draft.id} ${draft.parent} ${draft.state} ${fnv1a(draft.source.text)}`);
    const entered = survey.comments.enter(draft, numbers.get(draft.thread) ?? 0);
    if (entered === "same") tally.add("left", "comments that are listed twice", draft.label);
    if (entered === "other") tally.add("lost", "comments under the id of another one; the first is taken", draft.label);
    if (entered !== "new") return;
    thread.comments++;
    if (isKeepable(draft.number)) survey.highest = Math.max(survey.highest, draft.number);
  }

  function threadOf(id: string): FoundThread {
    const found = survey.threads[numbers.get(id) ?? -1];
    if (found) return found;
    const thread: FoundThread = {
      kind: "thread",
      id: ownText(id),
      address: "",
      title: "",
      identifiers: [],
      comments: 0,
      isNamed: false,
      place: null,
    };
    numbers.set(thread.id, survey.threads.push(thread) - 1);
    return thread;
  }
}

function nameThread(thread: FoundThread, { address, title, identifiers, whole }: ThreadDraft): void {
  thread.isNamed = true;
  if (whole) thread.whole ??= whole;
  thread.address ||= ownText(address);
  thread.title ||= ownText(title);
  thread.identifiers = [...new Set([...thread.identifiers, ...identifiers.map(ownText)])];
}

/** The same text on its own: what was cut out of a piece of a file keeps all of that in memory. */
function ownText(text: string): string {
  return Buffer.from(text).toString();
}
