import type { Push, PushedPost } from "../../../src/domain/push.ts";
import type { Site } from "../../../src/domain/site.ts";
import type { Thread } from "../../../src/domain/thread.ts";
import { createHtml } from "../../../src/html/html.ts";
import { createReadPushed } from "../../../src/posts/push/entry.ts";
import { createReadToldFeed } from "../../../src/posts/push/feed.ts";
import { createTakePush, type Taken } from "../../../src/usecases/push/take-push.ts";
import { aSite } from "../../helpers/thread.ts";
import { openPublishWorld, type PublishWorld } from "../publish/world.ts";

export const html = createHtml();
export const minute = 60_000;

type Told = Exclude<Push, { kind: "unlike" }>;

/** A world with the pages new, newer, a, b, c and d, whose blog tells of them. */
export interface PushWorld {
  test: PublishWorld;
  /** When what is told is so, unless it is said otherwise. */
  readonly at: Date;
  /** Lets a minute pass. */
  later(): void;
  take(push: Told, given?: { at?: Date }): Promise<Taken>;
  there(slug: string, given?: Partial<PushedPost>): Extract<Push, { kind: "there" }>;
  gone(slug: string, given?: object): Extract<Push, { kind: "gone" }>;
  thread(slug: string): Promise<Thread | null>;
  fateOf(slug: string): Promise<Thread["announcement"] | undefined>;
  set(change: Partial<Site>): Promise<void>;
}

async function openPushWorld(): Promise<PushWorld> {
  const other = aSite({ _id: "other", home: "https://other.example/", handle: "other" });
  const test = await openPublishWorld([aSite(), other]);
  for (const slug of ["new", "newer", "a", "b", "c", "d"]) test.pages[`https://blog.example/${slug}`] = { title: slug };
  test.clock.advance(minute);
  let at = test.clock.now();
  const thread = (slug: string) => test.threadAt(`blog.example/${slug}`);
  const takePush = createTakePush(test.world, {
    readPushed: createReadPushed(html),
    readToldFeed: createReadToldFeed(html),
  });
  return {
    test,
    get at() {
      return at;
    },
    later() {
      test.clock.advance(minute);
      at = test.clock.now();
    },
    take: async (push, given = {}) => takePush(await test.site(), { push, at: given.at ?? at }),
    there: (slug, given = {}) => ({
      kind: "there",
      post: {
        id: `id-${slug}`,
        url: `https://blog.example/${slug}`,
        title: `About ${slug}`,
        teaser: null,
        html: null,
        image: null,
        tags: [],
        lang: null,
        published: test.clock.now().toISOString(),
        updated: null,
        aliases: [],
        isPublic: true,
        isPost: true,
        ...given,
      },
    }),
    gone: (slug, given = {}) => ({ kind: "gone", id: `id-${slug}`, url: null, updated: null, ...given }),
    thread,
    fateOf: async (slug) => (await thread(slug))?.announcement,
    set: (change) => test.store.repos.sites.set("site", change),
  };
}

/** Opens such a world for each test of a suite, hands it to `use`, and closes it; what is returned does things in the one that is open. */
export function withPushWorld(use: (test: PublishWorld) => void): Omit<PushWorld, "test"> {
  let told: PushWorld;
  beforeEach(async () => {
    told = await openPushWorld();
    use(told.test);
  });
  afterEach(() => told.test.store.close());
  return {
    get at() {
      return told.at;
    },
    later: () => told.later(),
    take: (...given) => told.take(...given),
    there: (...given) => told.there(...given),
    gone: (...given) => told.gone(...given),
    thread: (slug) => told.thread(slug),
    fateOf: (slug) => told.fateOf(slug),
    set: (change) => told.set(change),
  };
}
