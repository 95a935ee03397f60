import type { Clock, Log } from "../domain/ports.ts";
import type { Repos } from "../domain/repos.ts";
import type { Seal } from "../domain/seal.ts";
import type { Collections } from "./collections.ts";
import { createApiTokens } from "./repos/api-tokens.ts";
import { createAudit } from "./repos/audit.ts";
import { createBlocks } from "./repos/blocks.ts";
import { createBodies } from "./repos/bodies.ts";
import { createCases } from "./repos/cases.ts";
import { createComments } from "./repos/comments.ts";
import { createErasures, type ErasureCopy } from "./repos/erasures.ts";
import { createFaces } from "./repos/faces.ts";
import { createFollowers } from "./repos/followers.ts";
import { createGraves } from "./repos/graves.ts";
import { createHistories } from "./repos/history.ts";
import { createHosts } from "./repos/hosts.ts";
import { createImportRuns } from "./repos/import-runs.ts";
import { createJobs } from "./repos/jobs.ts";
import { createJournal, type KeptJournal } from "./repos/journal.ts";
import { createKeys } from "./repos/keys.ts";
import { createLeases } from "./repos/leases.ts";
import { createLessons } from "./repos/lessons.ts";
import { createLimits, type KeptLimits } from "./repos/limits.ts";
import { createMailboxes } from "./repos/mailboxes.ts";
import { createModerators } from "./repos/moderators.ts";
import { createMoving } from "./repos/moving.ts";
import { createNodes } from "./repos/nodes.ts";
import { createNotices } from "./repos/notices.ts";
import { createNumbers } from "./repos/numbers.ts";
import { createOldNumbers } from "./repos/old-numbers.ts";
import { createPasskeys } from "./repos/passkeys.ts";
import { createProfiles } from "./repos/profiles.ts";
import { createArrivals, createPushKeys } from "./repos/pushes.ts";
import { createReactions } from "./repos/reactions.ts";
import { createRemovals } from "./repos/removals.ts";
import { createSalts } from "./repos/salts.ts";
import { createSearch } from "./repos/search.ts";
import { createSessions } from "./repos/sessions.ts";
import { createSettings } from "./repos/settings.ts";
import { createSites } from "./repos/sites.ts";
import { createSpent } from "./repos/spent.ts";
import { createSubscriptions } from "./repos/subscriptions.ts";
import { createTellings } from "./repos/tellings.ts";
import { createTexts } from "./repos/texts.ts";
import { createThreadActs } from "./repos/thread-acts.ts";
import { createThreads } from "./repos/threads.ts";
import { createTokens } from "./repos/tokens.ts";
import { createUndos } from "./repos/undos.ts";
import { createVotes } from "./repos/votes.ts";
import { createWalks } from "./repos/walks.ts";
import { createWebhooks } from "./repos/webhooks.ts";

/** The repositories with what the store must do for them when it closes. */
export interface KeptRepos extends Repos {
  limits: KeptLimits;
  journal: KeptJournal;
}

/** All repositories, written once on the document port. */
export function createRepos(
  docs: Collections,
  world: { clock: Clock; log: Log; claimToken: () => string; seal: Seal; erasureCopy: ErasureCopy | null },
): KeptRepos {
  const search = createSearch({ comments: docs.comments, search: docs.search.relaxed }, world.claimToken);
  const erasures = createErasures(docs.erasures, { ...world, copy: world.erasureCopy });
  return {
    comments: createComments(
      docs.comments,
      { outdated: search.outdated, ...createRemovals({ ...docs, erasures }) },
      world.clock,
    ),
    threads: createThreads(docs),
    texts: createTexts(docs.texts),
    sites: createSites(docs.sites, world.seal),
    followers: createFollowers(docs.followers),
    blocks: createBlocks(docs.blocks),
    reactions: createReactions(docs.reactions),
    votes: createVotes(docs.votes),
    graves: createGraves(docs.graves),
    jobs: createJobs(docs.jobs, world.claimToken),
    hosts: createHosts(docs.hosts.relaxed),
    profiles: createProfiles(docs),
    keys: createKeys(docs.keys, world.seal),
    bodies: createBodies(docs),
    tellings: createTellings(docs.tellings),
    faces: createFaces(docs.faces),
    moderators: createModerators(docs.moderators),
    sessions: createSessions(docs.sessions),
    passkeys: createPasskeys(docs.passkeys),
    apiTokens: createApiTokens(docs.apiTokens),
    tokens: createTokens(docs.tokens),
    settings: createSettings(docs.settings, world.seal),
    numbers: createNumbers(docs.counters),
    oldNumbers: createOldNumbers(docs.oldNumbers),
    limits: createLimits({ limits: docs.limits.relaxed, buckets: docs.buckets.relaxed }, world),
    leases: createLeases(docs.leases),
    nodes: createNodes(docs.nodes.relaxed),
    journal: createJournal(docs.journal.relaxed, { ...world, token: world.claimToken }),
    audit: createAudit(docs.audit),
    cases: createCases(docs.cases),
    undos: createUndos(docs.undos),
    histories: createHistories(docs.histories),
    importRuns: createImportRuns(docs.importRuns),
    threadActs: createThreadActs(docs.threadActs),
    moving: createMoving(docs),
    search,
    walks: createWalks(docs.walks.relaxed),
    mailboxes: createMailboxes(docs.mailboxes),
    notices: createNotices(docs.notices.relaxed),
    webhooks: createWebhooks(docs.webhooks, world.seal),
    pushKeys: createPushKeys(docs.pushKeys, world.seal),
    subscriptions: createSubscriptions(docs.subscriptions, world.seal),
    arrivals: createArrivals(docs.arrivals.relaxed),
    lessons: createLessons({ lessons: docs.lessons.relaxed, models: docs.models.relaxed }),
    spent: createSpent(docs.spent.relaxed),
    salts: createSalts(docs.salts),
    erasures,
  };
}
