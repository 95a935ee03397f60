import type { RemoteActor } from "../../../src/domain/author.ts";
import type { DebtCollector } from "../../../src/domain/ports.ts";
import { publish, type Verdict } from "../../../src/domain/verdict.ts";
import { createHtml } from "../../../src/html/html.ts";
import { openStore } from "../../../src/store/open.ts";
import type { RemoteReply } from "../../../src/usecases/receive/receive-reply.ts";
import { createTestClock } from "../../helpers/clock.ts";
import { testIds } from "../../helpers/ids.ts";
import { aSite, aThread } from "../../helpers/thread.ts";

/** A store with one site and one thread, and checks whose verdict a test sets. */
export async function aWorld() {
  const clock = createTestClock();
  const store = await openStore("sqlite::memory:", { clock });
  await store.repos.sites.add(aSite());
  await store.repos.threads.add(aThread());
  const noticed: string[] = [];
  const debts: DebtCollector = {
    notice: (kind, id) => void noticed.push(`${kind} ${id}`),
    settled: async () => undefined,
  };
  const verdict: { next: Verdict } = { next: publish };
  const judge = async () => verdict.next;
  const checks = {
    judge,
    byRules: async () => [],
    learn: async () => undefined,
    mayBeNamed: async () => true,
    rehearse: () => judge,
  };
  return {
    ...store.repos,
    clock,
    ids: testIds,
    html: createHtml(),
    checks,
    debts,
    noticed,
    verdict,
    close: () => store.close(),
  };
}

export type TestWorld = Awaited<ReturnType<typeof aWorld>>;

export const ada: RemoteActor = {
  kind: "remote",
  id: "https://social.example/users/ada",
  handle: "ada@social.example",
  name: "Ada",
  url: "https://social.example/@ada",
  avatar: "https://social.example/ada.png",
};

/** A public reply by Ada to the post. */
export function aReply(given: Partial<RemoteReply> = {}): RemoteReply {
  return {
    id: "f1",
    remote: { id: "https://social.example/notes/1", url: "https://social.example/@ada/1" },
    author: ada,
    hidden: false,
    site: aSite(),
    thread: aThread(),
    parent: null,
    html: "<p>Hello <script>alert(1)</script>world</p>",
    lang: "en",
    warning: null,
    attachments: [],
    createdAt: new Date("2026-11-01T11:00:00Z"),
    editedAt: null,
    ...given,
  };
}
