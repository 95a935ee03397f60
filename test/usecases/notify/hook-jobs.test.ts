import { expect } from "chai";
import { owner } from "../../../src/domain/moderator.ts";
import type { FetchRequest, World } from "../../../src/domain/ports.ts";
import { isProblem } from "../../../src/domain/problem.ts";
import type { Webhook } from "../../../src/domain/webhook.ts";
import { createWorker, type Worker } from "../../../src/jobs/worker.ts";
import { createDecide } from "../../../src/usecases/moderate/decide.ts";
import { createTakeReport } from "../../../src/usecases/moderate/take-report.ts";
import { createHookHeralds } from "../../../src/usecases/notify/hook-heralds.ts";
import { createHookJobs } from "../../../src/usecases/notify/hook-jobs.ts";
import { createManageHooks, type HookGiven } from "../../../src/usecases/notify/manage-hooks.ts";
import type { HookTools } from "../../../src/usecases/notify/send-hook.ts";
import { createHeralds } from "../../../src/usecases/notify/tell-owner.ts";
import { createDebtCollector } from "../../../src/usecases/publish/settle-debts.ts";
import type { TestClock } from "../../helpers/clock.ts";
import { aComment } from "../../helpers/comment.ts";
import { withWorld } from "../../helpers/with-world.ts";

const minute = 60_000;
const day = 86_400_000;

describe("webhooks", () => {
  let world: World;
  let clock: TestClock;
  let worker: Worker;
  let sent: string[];
  let status: number;
  const tools: HookTools = {
    format: (hook, { id, says }) => {
      const what =
        says.kind === "news"
          ? `${says.news} ${says.comment._id} ${says.links.map(({ act }) => act).join()}`
          : says.kind;
      return { url: hook.url, method: "POST", headers: { id }, body: what.trim() };
    },
    async fetch({ url, body }: FetchRequest) {
      sent.push(String(body));
      return { status, url, headers: { get: () => null }, body: Buffer.alloc(0) };
    },
  };
  withWorld((made, itsClock) => {
    clock = itsClock;
    sent = [];
    status = 200;
    const heralds = createHeralds(made, { letters: null, heralds: createHookHeralds(made) });
    world = { ...made, heralds, debts: createDebtCollector({ ...made, heralds }) };
    worker = createWorker({ ...world, handlers: createHookJobs(world, tools) });
  });

  const slack: HookGiven = {
    preset: "slack",
    name: "Our room",
    url: "https://hooks.slack.example/T/secret",
    secret: "",
    room: "",
    events: ["comment.held", "report.made"],
    site: "",
  };
  const add = (given: Partial<HookGiven> = {}) => createManageHooks(world, tools).add({ ...slack, ...given }, owner);
  const get = async ({ _id }: Webhook) => (await world.webhooks.get(_id)) as Webhook;

  async function put(...ids: string[]): Promise<void> {
    for (const _id of ids) {
      const number = await world.numbers.next();
      await world.comments.add(
        aComment({ _id, number, state: "held", owed: ["thread"], owedSince: clock.now(), version: 1 }),
      );
      world.debts.notice("comment", _id);
    }
    await world.debts.settled();
    await worker.drain();
  }

  it("are told of what they want to hear, with what can be done", async () => {
    await add();
    await add({ name: "The deaf", events: ["comment.spam"] });
    await put("a");
    expect(sent).to.deep.equal(["comment.held a approve,spam,delete"]);
    await createDecide(world)("a", "spam", owner);
    await worker.drain();
    expect(sent.slice(1)).to.deep.equal(["comment.spam a hide,spam,delete"]);
  });

  it("are told that a comment was reported, once until the owner decides", async () => {
    await add();
    const comment = aComment({ _id: "a", number: 1 });
    await world.comments.add(comment);
    const takeReport = createTakeReport(world);
    await takeReport(comment, { mark: "one", former: [] }, { host: null, reason: "abuse", words: "Look!" });
    await takeReport(comment, { mark: "two", former: [] }, { host: null, reason: "spam", words: "" });
    await worker.drain();
    expect(sent).to.deep.equal(["report.made a hide,spam,delete"]);
  });

  it("hear of no other blog than theirs", async () => {
    const other = await world.sites.get("site");
    if (!other) throw new Error("There is no site.");
    await world.sites.add({ ...other, _id: "other", home: "https://other.example/", handle: "other" });
    await add({ site: "other" });
    await put("a");
    expect(sent).to.deep.equal([]);
  });

  it("that people read are told of twenty one by one, and of the rest together; programs of all", async () => {
    const program = await add({ preset: "generic", url: "https://program.example/in", events: ["comment.held"] });
    await add({ events: ["comment.held"] });
    await put(...Array.from({ length: 50 }, (_, i) => `c${i}`));
    expect(program.secret).to.match(/^whsec_.{43}=$/);
    expect(sent).to.have.lengthOf(70);
    clock.advance(11 * minute);
    await worker.drain();
    expect(sent.slice(70)).to.deep.equal(["many"]);
  });

  it("are tried again, and told nothing of what was decided meanwhile", async () => {
    const hook = await add();
    status = 500;
    await put("a", "b");
    expect(await get(hook)).to.deep.include({ fault: "hooks.slack.example answered 500.", failingSince: clock.now() });
    const given = { state: "spam" as const };
    const b = await world.comments.get("b");
    if (b) await world.comments.change(b, given);
    status = 200;
    sent = [];
    clock.advance(2 * minute);
    await worker.drain();
    expect(sent).to.deep.equal(["comment.held a approve,spam,delete"]);
    expect(await get(hook)).to.include({ fault: null, failingSince: null });
    expect(await world.jobs.count()).to.deep.equal({ waiting: 0, failed: 0 });
  });

  it("are stopped after five days without success, and start again when the owner says so", async () => {
    const hook = await add();
    status = 500;
    await put("a");
    for (let i = 0; i < 5 * 24; i++) {
      clock.advance(day / 24);
      await worker.drain();
    }
    await put("b");
    expect((await get(hook)).stoppedAt).to.be.instanceOf(Date);
    status = 200;
    sent = [];
    await put("c");
    expect(sent).to.deep.equal([]);
    await createManageHooks(world, tools).resume(hook._id, owner);
    await put("d");
    expect(sent).to.deep.equal(["comment.held d approve,spam,delete"]);
  });

  it("are stopped at once where they say that they are gone", async () => {
    const hook = await add();
    status = 410;
    await put("a");
    expect((await get(hook)).stoppedAt).to.deep.equal(clock.now());
  });

  it("are tested at once, and removed with what waits for them; both are written down but the test", async () => {
    const hook = await add();
    const manage = createManageHooks(world, tools);
    expect(await manage.test(hook._id)).to.deep.equal({ kind: "sent" });
    expect(sent).to.deep.equal(["test"]);
    status = 503;
    expect(await manage.test(hook._id)).to.include({ kind: "later" });
    await put("a");
    await manage.remove(hook._id, owner);
    expect(await world.jobs.count()).to.deep.equal({ waiting: 0, failed: 0 });
    const { items } = await world.audit.list({}, { limit: 5 });
    expect(items.map(({ act }) => act).sort()).to.deep.equal(["webhook.add", "webhook.remove"]);
    expect(JSON.stringify(items), "no address, as that may be a secret").to.not.contain("T/secret");
  });

  const wrong: [string, Partial<HookGiven>, string][] = [
    ["an unknown kind", { preset: "irc" }, "Choose one of"],
    ["no address", { url: "hooks.slack.example" }, "whole web address"],
    ["an address of a file", { url: "file:///etc/passwd" }, "whole web address"],
    ["a password in the address", { url: "https://a:b@hooks.slack.example" }, "user name or password"],
    ["nothing to be told of", { events: ["comment.liked"] }, "what it shall be told of"],
    ["a blog that is none", { site: "nowhere" }, "no such blog"],
    ["no topic", { preset: "ntfy", url: "https://ntfy.sh/" }, "topic"],
    ["no token", { preset: "matrix", url: "https://hs.example", room: "!a:b" }, "access token"],
    ["a token that is none", { preset: "telegram", url: "", room: "1", secret: "1/../x" }, "BotFather"],
    [
      "a header in the token",
      { preset: "matrix", url: "https://hs.example", room: "!a:b", secret: "a\r\nx: y" },
      "token",
    ],
    ["no room", { preset: "matrix", url: "https://hs.example", secret: "a" }, "exclamation mark"],
    ["no chat", { preset: "telegram", url: "", secret: "123:abcdefghijk" }, "id of the chat"],
    ["a weak secret", { preset: "generic", secret: "whsec_YWJj" }, "24 to 64 bytes"],
  ];
  for (const [what, given, sentence] of wrong) {
    it(`are not added with ${what}`, async () => {
      const fault = await add(given).catch((error: unknown) => error);
      expect(isProblem(fault, "invalid", "not-found") && fault.message).to.contain(sentence);
      expect(await world.webhooks.list()).to.deep.equal([]);
    });
  }
});
