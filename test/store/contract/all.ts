import type { Backend } from "./backend.ts";
import { filtersContract } from "./filters.ts";
import { foundByContract } from "./found-by.ts";
import { movingContract } from "./moving.ts";
import { readingContract } from "./reading.ts";
import { auditContract } from "./repos/audit.ts";
import { casesContract } from "./repos/cases.ts";
import { commentsContract } from "./repos/comments.ts";
import { doorContract } from "./repos/door.ts";
import { hostsContract } from "./repos/hosts.ts";
import { importRunsContract } from "./repos/import-runs.ts";
import { jobsContract } from "./repos/jobs.ts";
import { journalContract } from "./repos/journal.ts";
import { keepingContract } from "./repos/keeping.ts";
import { mailContract } from "./repos/mail.ts";
import { markingContract } from "./repos/marking.ts";
import { nodeContract } from "./repos/node.ts";
import { noticesContract } from "./repos/notices.ts";
import { numbersContract } from "./repos/numbers.ts";
import { pagesContract } from "./repos/pages.ts";
import { peopleContract } from "./repos/people.ts";
import { pushesContract } from "./repos/pushes.ts";
import { queueContract } from "./repos/queue.ts";
import { reactionsContract } from "./repos/reactions.ts";
import { searchContract } from "./repos/search.ts";
import { servingContract } from "./repos/serving.ts";
import { spamContract } from "./repos/spam.ts";
import { tellingContract } from "./repos/telling.ts";
import { threadMovesContract } from "./repos/thread-moves.ts";
import { threadsContract } from "./repos/threads.ts";
import { votesContract } from "./repos/votes.ts";
import { webhooksContract } from "./repos/webhooks.ts";
import { writingContract } from "./writing.ts";

const contracts = [
  filtersContract,
  readingContract,
  writingContract,
  foundByContract,
  commentsContract,
  markingContract,
  pagesContract,
  threadsContract,
  threadMovesContract,
  jobsContract,
  hostsContract,
  peopleContract,
  reactionsContract,
  votesContract,
  keepingContract,
  nodeContract,
  mailContract,
  noticesContract,
  webhooksContract,
  pushesContract,
  importRunsContract,
  numbersContract,
  journalContract,
  auditContract,
  casesContract,
  queueContract,
  searchContract,
  doorContract,
  servingContract,
  spamContract,
  tellingContract,
  movingContract,
];

/** Everything that a store owes, held against one kind of it. */
export function storeContract(backend: Backend): void {
  for (const contract of contracts) contract(backend);
}
