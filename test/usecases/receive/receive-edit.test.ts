import { expect } from "chai";
import { isProblem } from "../../../src/domain/problem.ts";
import { createReceiveEdit, type RemoteEdit } from "../../../src/usecases/receive/receive-edit.ts";
import { createReceiveReply } from "../../../src/usecases/receive/receive-reply.ts";
import { ada, aReply, aWorld, type TestWorld } from "./harness.ts";

describe("receive-edit", () => {
  let world: TestWorld;
  let receiveEdit: ReturnType<typeof createReceiveEdit>;

  const anEdit = (given: Partial<RemoteEdit> = {}): RemoteEdit => ({
    id: "f1",
    remoteId: "https://social.example/notes/1",
    actor: ada.id,
    editedAt: new Date("2026-11-01T11:30:00Z"),
    public: true,
    html: "<p>Changed</p>",
    lang: "en",
    warning: null,
    attachments: [],
    ...given,
  });

  beforeEach(async () => {
    world = await aWorld();
    receiveEdit = createReceiveEdit(world);
    await createReceiveReply(world)(aReply());
  });
  afterEach(() => world.close());

  const comment = () => world.comments.get("f1");

  it("takes the new text over and says when it was changed", async () => {
    expect(await receiveEdit(anEdit())).to.deep.equal({ kind: "changed", id: "f1" });
    expect(await comment()).to.include({ html: "<p>Changed</p>", state: "published", version: 2 });
    expect((await comment())?.editedAt?.toISOString()).to.equal("2026-11-01T11:30:00.000Z");
  });

  it("does not know what was never stored", async () => {
    expect(await receiveEdit(anEdit({ id: "f2" }))).to.deep.equal({ kind: "unknown" });
  });

  for (const [name, editedAt] of Object.entries({ older: "2026-11-01T10:59:00Z", "as old": "2026-11-01T11:00:00Z" })) {
    it(`ignores a version that is ${name}`, async () => {
      expect((await receiveEdit(anEdit({ editedAt: new Date(editedAt) }))).kind).to.equal("ignored");
      expect((await comment())?.version).to.equal(1);
    });
  }

  it("takes a version without a date over, unless it changes nothing", async () => {
    expect((await receiveEdit(anEdit({ editedAt: null }))).kind).to.equal("changed");
    expect((await receiveEdit(anEdit({ editedAt: null }))).kind).to.equal("ignored");
  });

  it("lets no date ahead of our clock stand in the way of later edits", async () => {
    await receiveEdit(anEdit({ editedAt: new Date("2030-01-01T00:00:00Z") }));
    world.clock.advance(60_000);
    expect((await receiveEdit(anEdit({ editedAt: new Date("2026-11-01T12:00:30Z"), html: "later" }))).kind).to.equal(
      "changed",
    );
  });

  it("refuses another author", async () => {
    const error = await receiveEdit(anEdit({ actor: "https://social.example/users/eve" })).catch(
      (thrown: unknown) => thrown,
    );
    expect(isProblem(error, "forbidden")).to.equal(true);
    expect((await comment())?.version).to.equal(1);
  });

  it("removes what is no longer public, or left empty", async () => {
    expect((await receiveEdit(anEdit({ public: false }))).kind).to.equal("removed");
    expect(await comment()).to.include({ state: "removed", html: "" });
    expect((await receiveEdit(anEdit({ editedAt: new Date("2026-11-01T11:40:00Z") }))).kind).to.equal("ignored");
    expect((await comment())?.state).to.equal("removed");
  });

  it("lets a public version that comes late not overtake the one that is private", async () => {
    const late = aReply({ id: "f2", html: "<p>Late</p>", remote: { id: "https://social.example/notes/2", url: "" } });
    const edit = anEdit({ id: "f2", remoteId: late.remote.id, public: false });
    expect(await receiveEdit(edit)).to.deep.equal({ kind: "unknown" });
    expect((await createReceiveReply(world)(late)).kind).to.equal("ignored");
    world.clock.advance(25 * 3_600_000);
    expect((await createReceiveReply(world)(late)).kind).to.equal("published");
  });

  it("erases what is no longer public wherever it stands", async () => {
    for (const set of [{ state: "held" }, { state: "spam" }, { hiddenBy: "host:social.example" }] as const) {
      const _id = `f-${Object.values(set)[0]}`;
      await createReceiveReply(world)(aReply({ id: _id, remote: { id: `https://social.example/${_id}`, url: "" } }));
      const stored = await world.comments.get(_id);
      if (stored) await world.comments.change(stored, set);
      expect((await receiveEdit(anEdit({ id: _id, public: false, editedAt: null }))).kind).to.equal("removed");
      const { state, html, source, author } = (await world.comments.get(_id)) ?? {};
      expect({ state, html, source, author }).to.deep.equal({
        state: "removed",
        html: "",
        source: { text: "", type: "text/plain" },
        author: { ...ada, handle: "", name: "", url: "", avatar: null },
      });
    }
  });

  it("hides what becomes unlisted where its author does not show that, and shows it when it is public again", async () => {
    const at = (minute: number) => ({ editedAt: new Date(Date.UTC(2026, 10, 1, 11, minute)) });
    await receiveEdit(anEdit({ unlisted: true, hidden: true, ...at(10) }));
    expect(await comment()).to.include({ hiddenBy: `wish:${ada.id}`, unlisted: true });
    await receiveEdit(anEdit({ html: "Changed again", ...at(20) }));
    expect(await comment()).to.include({ hiddenBy: null, unlisted: false });
  });

  it("shows nothing that a block hides, whatever its author wishes by now", async () => {
    const shown = await comment();
    if (shown) await world.comments.change(shown, { hiddenBy: "host:elsewhere.example" });
    await receiveEdit(anEdit({ hidden: true }));
    await receiveEdit(anEdit({ html: "Changed again", editedAt: new Date("2026-11-01T11:40:00Z") }));
    expect(await comment()).to.include({ hiddenBy: "host:elsewhere.example" });
  });

  it("sends a published comment back to review when the checks would not publish it now", async () => {
    world.verdict.next = { kind: "hold", reasons: [{ check: "links", sentence: "Too many links." }] };
    expect(await receiveEdit(anEdit())).to.deep.equal({ kind: "held", id: "f1" });
    expect(await comment()).to.deep.include({
      state: "held",
      heldFor: [{ check: "links", sentence: "Too many links." }],
      html: "<p>Changed</p>",
    });
  });

  it("shows nothing that the checks refuse, and keeps it for the owner", async () => {
    world.verdict.next = { kind: "refuse", reasons: [{ check: "blocklist", sentence: "A forbidden word." }] };
    await receiveEdit(anEdit());
    expect((await comment())?.state).to.equal("held");
  });

  it("publishes nothing that waits for the owner", async () => {
    const held = await comment();
    if (held) await world.comments.change(held, { state: "held", heldFor: ["Somebody new."] });
    expect((await receiveEdit(anEdit())).kind).to.equal("held");
    expect(await comment()).to.deep.include({ state: "held", heldFor: ["Somebody new."], html: "<p>Changed</p>" });
  });

  it("ignores somebody who was blocked", async () => {
    const block = { _id: "host:social.example", kind: "host" as const, value: "social.example", label: "", note: "" };
    await world.blocks.put({ ...block, createdAt: world.clock.now() });
    expect((await receiveEdit(anEdit())).kind).to.equal("ignored");
  });

  it("decides anew when somebody else changed the comment meanwhile", async () => {
    let raced = false;
    const racing = {
      ...world,
      checks: {
        ...world.checks,
        judge: async () => {
          const now = await comment();
          if (!raced && now) await world.comments.change(now, { state: "removed", html: "" as never });
          raced = true;
          return { kind: "publish" as const };
        },
      },
    };
    expect((await createReceiveEdit(racing)(anEdit())).kind).to.equal("ignored");
    expect(await comment()).to.include({ state: "removed", html: "" });
  });
});
