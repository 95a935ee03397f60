import type { CommentDraft, Draft, FaultDraft, ImportSource, NoteDraft, ThreadDraft } from "../../src/domain/import.ts";

/** All that a source gives, by kind. */
export interface Drafts {
  threads: ThreadDraft[];
  comments: CommentDraft[];
  faults: FaultDraft[];
  notes: NoteDraft[];
}

/** Reads a source to its end. */
export async function draftsOf(source: Pick<ImportSource, "drafts">): Promise<Drafts> {
  const all: Draft[] = [];
  for await (const draft of source.drafts()) all.push(draft);
  return {
    threads: all.filter((draft) => draft.kind === "thread"),
    comments: all.filter((draft) => draft.kind === "comment"),
    faults: all.filter((draft) => draft.kind === "fault"),
    notes: all.filter((draft) => draft.kind === "note"),
  };
}

/** A draft of a comment on the thread `t`, with plain values; give what matters to the test. */
export function aDraft(given: Partial<CommentDraft> & { id: string }): CommentDraft {
  return {
    kind: "comment",
    label: given.id,
    thread: "t",
    parent: null,
    number: null,
    state: "published",
    author: { name: "Anna", website: "", email: "", identity: "", face: null },
    source: { text: `Text ${given.id}`, type: "text/markdown" },
    warning: null,
    createdAt: new Date("2014-05-13T16:53:20Z"),
    editedAt: null,
    votes: { up: 0, down: 0 },
    issoVoters: null,
    notify: false,
    ...given,
  };
}

/** A thread named `t`, at https://blog.example/post. */
export function aThreadDraft(given: Partial<ThreadDraft> = {}): ThreadDraft {
  return { kind: "thread", id: "t", address: "/post", title: "A post", identifiers: [], ...given };
}

/** A source that holds what it is given. */
export function aSource(drafts: Iterable<Draft>, sessionKey: string | null = null): ImportSource {
  return {
    software: "Elsewhere",
    sessionKey,
    async *drafts() {
      yield* drafts;
    },
    close: async () => undefined,
  };
}
