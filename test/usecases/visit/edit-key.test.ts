import { expect } from "chai";
import { usualEditMs } from "../../../src/domain/edit-time.ts";
import type { World } from "../../../src/domain/ports.ts";
import { isProblem } from "../../../src/domain/problem.ts";
import { createEditKeys } from "../../../src/usecases/visit/edit-key.ts";
import type { TestClock } from "../../helpers/clock.ts";
import { createTestWorld } from "../../helpers/web.ts";

describe("edit keys", () => {
  let world: World;
  let clock: TestClock;
  let close: () => Promise<void>;
  before(async () => {
    const made = await createTestWorld();
    ({ world, clock } = made);
    close = () => made.store.close();
  });
  after(() => close());

  it("open until the window closes, and prove who wrote it after that", () => {
    const keys = createEditKeys(world);
    const comment = { _id: "abc", createdAt: clock.now() };
    const key = keys.of(comment);
    clock.advance(usualEditMs - 1000);
    expect(() => keys.demand(key, comment)).to.not.throw();
    clock.advance(1000);
    expect(() => keys.demand(key, comment)).to.throw("expired");
    expect(keys.read(key)?.comment).to.equal("abc");
  });

  it("stay open for as long as the owner says", () => {
    const keys = createEditKeys({ ...world, editMs: 60_000 });
    const comment = { _id: "abc", createdAt: clock.now() };
    const key = keys.of(comment);
    clock.advance(59_000);
    expect(() => keys.demand(key, comment)).to.not.throw();
    clock.advance(1000);
    expect(() => keys.demand(key, comment)).to.throw("expired");
  });

  it("are nothing once a letter differs", () => {
    const keys = createEditKeys(world);
    const key = keys.of({ _id: "abc", createdAt: clock.now() });
    const later = key.replace(/~[a-z0-9]+~/, "~zzzzzz~");
    for (const bad of [later, `x${key}`, key.slice(0, -1), "", "~~", "abc~1~2"])
      expect(keys.read(bad), bad).to.equal(null);
  });

  it("open no other comment", () => {
    const keys = createEditKeys(world);
    const key = keys.of({ _id: "abc", createdAt: clock.now() });
    try {
      keys.demand(key, { _id: "abd" });
      expect.fail("It was let through.");
    } catch (error) {
      expect(isProblem(error, "forbidden")).to.equal(true);
    }
  });
});
