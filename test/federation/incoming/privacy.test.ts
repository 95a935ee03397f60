import { expect } from "chai";
import fc from "fast-check";
import { readActivity } from "../../../federation/incoming/activity.ts";
import { isPublic } from "../../../federation/incoming/audience.ts";
import type { Json } from "../../../federation/incoming/json.ts";
import { isProblem } from "../../../src/domain/problem.ts";
import { fixture } from "../../helpers/fixture.ts";
import { actorOf, type InboxNode, startInboxNode } from "../../helpers/inbox-node.ts";
import type { TestKey } from "../../helpers/remote.ts";

const remoteId = "https://mastodon.example/users/ada/statuses/110001";

describe("privacy of what comes in", () => {
  let node: InboxNode;
  let key: TestKey;

  beforeEach(async () => {
    node = await startInboxNode();
    key = node.introduce(actorOf("mastodon"));
  });
  afterEach(() => node.close());

  const accepted = async (payload: unknown) => expect((await node.deliver(payload, key)).status).to.equal(202);
  const create = () => fixture("mastodon/create-reply");
  const withNote = (change: Json): Json => ({ ...create(), object: { ...(create()["object"] as Json), ...change } });

  it("stores an unlisted reply", async () => {
    await accepted(fixture("mastodon/create-unlisted"));
    expect((await node.comment(remoteId))?.state).to.equal("published");
  });

  for (const name of ["create-followers-only", "create-direct"]) {
    it(`stores nothing of ${name}`, async () => {
      await accepted(fixture(`mastodon/${name}`));
      expect(await node.comment(remoteId)).to.equal(null);
      expect(node.noticed).to.deep.equal([]);
    });
  }

  for (const spelling of ["as:Public", "Public", "https://www.w3.org/ns/activitystreams#Public"]) {
    it(`reads ${spelling} as public`, async () => {
      await accepted(withNote({ to: spelling, cc: [] }));
      expect(await node.comment(remoteId)).to.not.equal(null);
    });
  }

  it("uses the activity's audience when the note names none", async () => {
    const { to: _to, cc: _cc, ...note } = create()["object"] as Json;
    await accepted({ ...create(), object: note });
    expect(await node.comment(remoteId)).to.not.equal(null);
  });

  it("believes the note's own audience over a wider one of the activity", async () => {
    await accepted(withNote({ to: ["https://mastodon.example/users/ada/followers"], cc: [] }));
    expect(await node.comment(remoteId)).to.equal(null);
  });

  it("stores nothing when neither names an audience", async () => {
    const { to: _to, cc: _cc, ...note } = create()["object"] as Json;
    const { to: _t, cc: _c, ...activity } = create();
    await accepted({ ...activity, object: note });
    expect(await node.comment(remoteId)).to.equal(null);
  });

  it("removes a comment that an edit makes private, and keeps nothing of its text", async () => {
    await accepted(create());
    node.clock.advance(20 * 60_000);
    await accepted(fixture("mastodon/update-to-followers"));
    const comment = await node.comment(remoteId);
    expect(comment).to.include({ state: "removed", html: "" });
    expect(JSON.stringify(comment)).to.not.include("fine text");
  });

  it("keeps a public copy when a private one of the same note comes", async () => {
    await accepted(create());
    await accepted(fixture("mastodon/create-followers-only"));
    expect((await node.comment(remoteId))?.state).to.equal("published");
  });

  it("does not count a boost for followers only", async () => {
    const misskey = node.introduce(actorOf("misskey"));
    await node.deliver(fixture("misskey/announce-followers-only"), misskey);
    expect((await node.repos.threads.get("thread"))?.reactions.boosts).to.equal(0);
  });

  it("stores nothing by an author who asks not to be shown", async () => {
    for (const wish of [
      { hidesToPublicFromUnauthedWeb: true },
      { summary: '<p>I say <a href="https://x.example">#<span>noblog</span></a></p>' },
    ]) {
      await node.repos.profiles.forget("https://mastodon.example/users/ada");
      node.introduce({ ...actorOf("mastodon"), ...wish });
      await accepted(create());
      expect(await node.comment(remoteId)).to.equal(null);
    }
  });

  it("hides what is there when its author asks for it later, and shows it again when they change their mind", async () => {
    await accepted(create());
    const update = fixture("mastodon/update-actor");
    const publicKey = { id: key.id, owner: "https://mastodon.example/users/ada", publicKeyPem: key.pem };
    const object = { ...(update["object"] as Json), publicKey };
    await accepted({ ...update, object: { ...object, summary: "#nobot" } });
    expect((await node.comment(remoteId))?.hiddenBy).to.not.equal(null);
    await accepted({ ...update, object });
    expect(await node.comment(remoteId)).to.include({ hiddenBy: null });
  });

  it("never reads an audience without Public as public, whatever its shape", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (to, cc) => {
        fc.pre(!/Public/.test(JSON.stringify([to, cc])));
        expect(isPublic({ to, cc })).to.not.equal(true);
      }),
    );
  });

  it("reads any JSON object into an activity or refuses it as invalid, and never with another actor", () => {
    const types = fc.constantFrom(
      "Create",
      "Update",
      "Delete",
      "Undo",
      "Like",
      "Announce",
      "Follow",
      "Block",
      "Add",
      7,
    );
    const actor = "https://mastodon.example/users/ada";
    fc.assert(
      fc.property(types, fc.jsonValue(), fc.jsonValue(), (type, object, extra) => {
        try {
          const activity = readActivity({ type, actor, object, to: extra, id: extra });
          expect(activity.actor).to.equal(actor);
        } catch (error) {
          expect(isProblem(error, "invalid")).to.equal(true);
        }
      }),
    );
  });
});
