import { expect } from "chai";
import { blockId } from "../../../src/domain/block.ts";
import type { World } from "../../../src/domain/ports.ts";
import { createReadQuotes } from "../../../src/usecases/visit/read-quotes.ts";
import { aProfile, aQuote } from "../../helpers/quote.ts";
import { withWorld } from "../../helpers/with-world.ts";

describe("people who quote something", () => {
  let world: World;
  withWorld((given) => {
    world = given;
  });

  const id = (who: string) => `https://far.example/users/${who}`;
  async function quote(who: string, minute: number, given: Parameters<typeof aProfile>[0] = {}): Promise<void> {
    await world.profiles.put(aProfile({ _id: id(who), handle: `${who}@far.example`, name: who, ...given }));
    const createdAt = new Date(Date.UTC(2026, 10, 1, 12, minute));
    await world.reactions.put(aQuote({ _id: `${who}-${minute}`, actor: id(who), createdAt }));
  }
  const names = async () =>
    (await createReadQuotes(world)(["thread", "other"], "site")).get("thread")?.map(({ name }) => name);

  it("are told the latest first, each once with the latest post", async () => {
    await quote("ada", 1);
    await quote("bob", 2);
    await quote("ada", 3);
    const found = await createReadQuotes(world)(["thread", "other"], "site");
    expect(found.get("thread")).to.deep.equal([
      { name: "ada", handle: "ada@far.example", post: "https://far.example/posts/ada-3" },
      { name: "bob", handle: "bob@far.example", post: "https://far.example/posts/bob-2" },
    ]);
    expect(found.get("other")).to.deep.equal([]);
  });

  it("are left out who ask not to be shown, are not known, or took it back", async () => {
    await quote("ada", 1);
    await quote("hidden", 2, { hidden: true });
    await quote("shy", 3, { hidesUnlisted: true });
    await quote("gone", 4);
    await world.profiles.forget(id("gone"));
    await quote("sorry", 5);
    await world.reactions.undo("sorry-5");
    await world.reactions.put(aQuote({ _id: "private", kind: "permit", actor: id("ada") }));
    expect(await names()).to.deep.equal(["ada"]);
  });

  it("are left out whom the owner's rules shut out, or let wait", async () => {
    for (const who of ["ada", "shut", "waits"]) await quote(who, 1);
    const rule = { kind: "actor" as const, label: "", note: "", createdAt: world.clock.now() };
    for (const [who, severity] of [
      ["shut", "block"],
      ["waits", "hold"],
    ] as const)
      await world.blocks.put({ ...rule, _id: blockId("actor", id(who)), value: id(who), severity });
    expect(await names()).to.deep.equal(["ada"]);
  });

  it("are ten at most, by their handle where they have no name", async () => {
    for (let i = 0; i < 12; i++) await quote(`p${i}`, i, { name: "" });
    expect(await names()).to.deep.equal([11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map((i) => `p${i}@far.example`));
  });
});
