import type { CommentDraft, ImportSource, ThreadDraft } from "../../domain/import.ts";
import { fnv1a } from "../../domain/spread.ts";
import { type Likeness, likenessOf } from "./import-likeness.ts";
import type { Place } from "./import-places.ts";
import type { Tally } from "./import-tally.ts";

/** What is kept in memory of each comment while a source is read. */
export interface Entry extends Likeness {
  thread: string;
  parent: string | null;
  removed: boolean;
  /** Tells two comments of one id apart. */
  print: number;
  /** Somebody who is still there answered below it. */
  needed: boolean;
  /** See `Comment.path`; shared, and not to be changed. */
  path: readonly string[];
  /** Where it goes; null for nowhere. */
  place: Place | null;
  /** It was dealt with: what comes under the same id is another time the same. */
  met: boolean;
}

/** A thread as its source names it, with the number of its comments. */
export interface FoundThread extends ThreadDraft {
  comments: number;
}

/** What a source holds, without the words. */
export interface Survey {
  threads: Map<string, FoundThread>;
  comments: Map<string, Entry>;
  /** The highest public number that may be kept. */
  highest: number;
}

const noPath: readonly string[] = [];

/** Higher numbers would leave no room; a comment with one gets another. */
const highestKept = 1_000_000_000;

/** Whether a comment may keep the number that it had. */
export function isKeepable(number: number | null): number is number {
  return number !== null && Number.isInteger(number) && number > 0 && number <= highestKept;
}

/** Reads a source once over: parents and threads may come after those that name them. Counts what is wrong with it. */
export async function surveySource(source: ImportSource, tally: Tally): Promise<Survey> {
  const survey: Survey = { threads: new Map(), comments: new Map(), highest: 0 };
  for await (const draft of source.drafts()) {
    if (draft.kind === "fault") tally.add("lost", draft.reason, draft.place);
    else if (draft.kind === "thread") enterThread(survey, draft);
    else enterComment(survey, draft, tally);
  }
  for (const { thread } of survey.comments.values()) {
    const found = survey.threads.get(thread);
    if (found) found.comments++;
  }
  return survey;
}

function enterThread({ threads }: Survey, draft: ThreadDraft): void {
  const before = threads.get(draft.id);
  threads.set(draft.id, {
    ...draft,
    address: before?.address || draft.address,
    title: before?.title || draft.title,
    identifiers: [...new Set([...(before?.identifiers ?? []), ...draft.identifiers])],
    comments: 0,
  });
}

function enterComment(survey: Survey, draft: CommentDraft, tally: Tally): void {
  const print = fnv1a(`${draft.createdAt?.getTime()} ${draft.author.name}\n${draft.source.text}`);
  const before = survey.comments.get(draft.id);
  if (before) {
    if (before.print === print) tally.add("left", "comments that are listed twice", draft.label);
    else tally.add("lost", "comments under the id of another one; the first is taken", draft.label);
    return;
  }
  if (isKeepable(draft.number)) survey.highest = Math.max(survey.highest, draft.number);
  survey.comments.set(draft.id, {
    thread: draft.thread,
    parent: draft.parent,
    removed: draft.state === "removed",
    print,
    ...likenessOf(draft.createdAt, draft.author.name, draft.source.text),
    needed: false,
    path: noPath,
    place: null,
    met: false,
  });
}
