import { expect } from "chai";
import { createActorKeys } from "../../../federation/keys.ts";
import { isProblem } from "../../../src/domain/problem.ts";
import { openStore, type Store } from "../../../src/store/open.ts";
import { createTestClock, type TestClock } from "../../helpers/clock.ts";
import { addresses, origin } from "./node.ts";

const first = `${origin}/ap/actors/blog#main-key`;
const second = 1000;

describe("the keys of our actors", () => {
  let store: Store;
  let clock: TestClock;
  /** Another node on the same store has a memory of its own. */
  const aNodesKeys = () => createActorKeys({ ...store.repos, clock }, addresses);

  beforeEach(async () => {
    clock = createTestClock();
    store = await openStore("sqlite::memory:");
  });
  afterEach(() => store.close());

  it("change on all nodes at the same moment, though each goes by what it read a while ago", async () => {
    const [here, there] = [aNodesKeys(), aNodesKeys()];
    expect((await there.of("blog")).keyId).to.equal(first);
    const { keyId, from } = await here.rotate("blog");
    expect(from.getTime() - clock.now().getTime()).to.equal(300 * second);
    clock.advance(299 * second);
    for (const keys of [here, there]) expect(await keys.of("blog")).to.deep.include({ keyId: first, until: from });
    clock.advance(second);
    for (const keys of [here, there]) expect(await keys.of("blog")).to.deep.include({ keyId, until: null });
    expect((await here.of("blog")).publicPem).to.equal((await there.of("blog")).publicPem);
  });

  it("are known to another node within a minute when they change at once", async () => {
    const [here, there] = [aNodesKeys(), aNodesKeys()];
    await there.of("blog");
    const { keyId } = await here.rotate("blog", true);
    expect((await here.of("blog")).keyId).to.equal(keyId);
    expect((await there.of("blog")).keyId, "what it read a moment ago").to.equal(first);
    clock.advance(60 * second);
    expect((await there.of("blog")).keyId).to.equal(keyId);
  });

  it("take no second change while one is on its way, unless it cannot wait", async () => {
    const keys = aNodesKeys();
    const planned = await keys.rotate("blog");
    const refusal = await aNodesKeys()
      .rotate("blog")
      .catch((error: unknown) => error);
    expect(isProblem(refusal, "conflict")).to.equal(true);
    clock.advance(second);
    const urgent = await keys.rotate("blog", true);
    expect(urgent.keyId).to.not.equal(planned.keyId);
    clock.advance(600 * second);
    expect((await keys.of("blog")).keyId).to.equal(urgent.keyId);
    expect((await keys.rotate("blog")).keyId).to.not.equal(urgent.keyId);
  });

  it("are at hand for a week after they were replaced, for servers that have not heard of the new one", async () => {
    const keys = aNodesKeys();
    expect((await keys.of("blog")).former).to.equal(null);
    const { from } = await keys.rotate("blog");
    expect((await keys.of("blog")).former, "not replaced yet").to.equal(null);
    clock.advance(from.getTime() - clock.now().getTime());
    expect((await keys.of("blog")).former).to.include({ keyId: first });
    clock.advance(7 * 86_400 * second);
    expect((await keys.of("blog")).former).to.equal(null);
  });

  it("are changed by one of two nodes that are asked at once", async () => {
    await aNodesKeys().of("blog");
    const outcomes = await Promise.allSettled([aNodesKeys().rotate("blog"), aNodesKeys().rotate("blog")]);
    expect(outcomes.map(({ status }) => status).sort()).to.deep.equal(["fulfilled", "rejected"]);
    const planned = await store.repos.keys.succession("blog");
    const won = outcomes.find((outcome) => outcome.status === "fulfilled");
    expect(won?.status === "fulfilled" && won.value.keyId).to.contain(planned?.next?.name);
  });
});
