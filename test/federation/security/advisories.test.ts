import { expect } from "chai";
import { blockId } from "../../../src/domain/block.ts";
import { createOf, everyone, expectNothing, noteBy, personAt, post, type Stage, setStage } from "./world.ts";

/*
 * What went wrong elsewhere, one lesson a test, named by the advisory (interop §6.4). What concerns fetching is in
 * test/net, what concerns markup in test/html.
 */
describe("lessons of others: what comes in", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setStage();
  });
  afterEach(() => stage.close());

  const stored = async () => (await stage.comments()).map(({ html }) => String(html));

  for (const keyword of ["@graph", "@included", "@reverse", "@nest"]) {
    it(`CVE-2022-24307, CVE-2026-46349, GHSA-chgx-jx3p-rf73, CVE-2026-42462: refuses ${keyword}, which rearranges what was signed`, async () => {
      const activity = createOf(noteBy(stage.ada.id), { [keyword]: [{ object: noteBy(stage.ada.id) }] });
      expect((await stage.say(stage.ada, activity)).status).to.equal(400);
      await expectNothing(stage);
    });
  }

  it("CVE-2022-24307: believes no linked-data signature, but looks at the object where it lives", async () => {
    const forged = noteBy(stage.ada.id, { content: "<p>Forged</p>" });
    const signature = { type: "RsaSignature2017", creator: stage.ada.key.id, signatureValue: "AAAA" };
    stage.node.fediverse.serve(`${stage.ada.id}/notes/1`, noteBy(stage.ada.id));
    expect((await stage.say(stage.ada, createOf(forged, { signature }), stage.mallory)).status).to.equal(202);
    await expectNothing(stage);
    await stage.work();
    expect(await stored()).to.deep.equal(["<p>True words</p>"]);
  });

  it("CVE-2023-36459: fetches nothing that a text links to, and shows no preview of it", async () => {
    const content = '<p><a href="https://evil.example/embed">x</a><iframe src="https://evil.example/"></iframe></p>';
    await stage.say(stage.ada, createOf(noteBy(stage.ada.id, { content })));
    await stage.work();
    expect(stage.node.fediverse.asked.filter((url) => url.includes("evil.example"))).to.deep.equal([]);
    expect((await stored()).join()).to.not.contain("iframe");
  });

  it("CVE-2023-42451: a block holds whatever the spelling of the host", async () => {
    const createdAt = stage.node.clock.now();
    const rule = { kind: "host", value: "evil.example", label: "evil.example", note: "", createdAt } as const;
    await stage.node.repos.blocks.put({ ...rule, _id: blockId("host", "evil.example") });
    for (const host of ["EVIL.example", "evil.example.", "evil.example:443", "sub.evil.example", "\uff45vil.example"]) {
      const actor = `https://${host}/users/mallory`;
      const answer = await stage.say(stage.mallory, createOf(noteBy(actor), { actor, id: `${actor}#1` }));
      expect(answer.status, host).to.equal(403);
    }
    await expectNothing(stage);
  });

  it("CVE-2024-23832, GHSA-3f39-6537-3cgc, GHSA-37r7-jqmr-3472: believes no object of another origin than its signer's", async () => {
    for (const activity of [
      createOf(noteBy(stage.ada.id)),
      { id: `${stage.mallory.id}#2`, type: "Update", object: noteBy(stage.ada.id) },
      createOf(noteBy(stage.mallory.id, { id: `${stage.ada.id}/notes/1` })),
      createOf(noteBy(stage.mallory.id, { attributedTo: stage.ada.id })),
      createOf(noteBy(stage.mallory.id), { id: `${stage.ada.id}#3` }),
    ]) {
      const answer = await stage.say(stage.mallory, { ...activity, actor: stage.mallory.id });
      expect(answer.status, JSON.stringify(activity)).to.equal(403);
    }
    await stage.work();
    await expectNothing(stage);
  });

  for (const type of ["application/json", "text/plain", "text/html", "application/octet-stream", "image/png"]) {
    it(`CVE-2024-25623, CVE-2024-25636, Akkoma 2024.03: an uploaded file that is served as ${type} is no actor and no object`, async () => {
      const upload = "https://honest.example/media/upload";
      stage.node.fediverse.serve(upload, { body: personAt(upload), type });
      const fake = { id: upload, key: { ...stage.mallory.key, id: `${upload}#main-key` } };
      expect((await stage.say(fake, createOf(noteBy(upload)))).status).to.equal(401);
      const note = noteBy(stage.ada.id, { id: `${stage.ada.id}/notes/2` });
      stage.node.fediverse.serve(String(note["id"]), { body: note, type });
      await stage.say(stage.ada, createOf(note), stage.mallory);
      await stage.work();
      await expectNothing(stage);
    });
  }

  it("CVE-2024-37903: a Create that names somebody else's post changes neither its words nor its audience", async () => {
    await stage.say(stage.ada, createOf(noteBy(stage.ada.id)));
    const before = await stage.comments();
    for (const who of [stage.mallory, stage.neighbour]) {
      const wider = noteBy(stage.ada.id, { to: [everyone], cc: [who.id], content: "<p>Wider</p>" });
      const answer = await stage.say(who, { ...createOf(wider), id: `${who.id}#4` });
      expect(answer.status).to.equal(403);
    }
    expect(await stage.comments()).to.deep.equal(before);
  });

  it("CVE-2026-23961: a block holds on every way in: create, update, boost, like, follow, forward, climb", async () => {
    const { node, mallory, ada } = stage;
    const rule = {
      kind: "host",
      value: "evil.example",
      label: "evil.example",
      note: "",
      createdAt: node.clock.now(),
    } as const;
    await node.repos.blocks.put({ ...rule, _id: blockId("host", "evil.example") });
    const evil = noteBy(mallory.id);
    node.fediverse.serve(String(evil["id"]), evil);
    for (const [type, object] of [
      ["Create", evil],
      ["Update", evil],
      ["Announce", post],
      ["Like", post],
      ["Follow", "https://node.example/ap/actors/blog"],
    ] as const) {
      const answer = await stage.say(mallory, { id: `${mallory.id}#${type}`, type, object, to: [everyone] });
      expect(answer.status, type).to.equal(403);
    }
    const under = noteBy(ada.id, { inReplyTo: evil["id"] });
    node.fediverse.serve(String(under["id"]), under);
    await stage.say(mallory, createOf(evil), ada);
    await stage.say(ada, createOf(under));
    await stage.work();
    await expectNothing(stage);
    expect(await node.repos.followers.count("blog")).to.equal(0);
    expect((await node.repos.threads.get("thread"))?.reactions).to.deep.include({ likes: 0, boosts: 0 });
  });

  it("CVE-2026-23962, CVE-2026-23963: what is stored of anybody is bounded", async () => {
    const long = "x".repeat(60_000);
    const name = "n".repeat(5_000);
    stage.node.introduce(personAt(stage.ada.id, { name, preferredUsername: name, summary: long }));
    const attachment = Array.from({ length: 200 }, (_, i) => ({
      type: "Image",
      mediaType: "image/png",
      url: `https://honest.example/${i}.png`,
      name: "d".repeat(5_000),
    }));
    const tag = Array.from({ length: 500 }, (_, i) => ({ type: "Mention", href: `https://honest.example/${i}`, name }));
    const big = noteBy(stage.ada.id, {
      summary: long.slice(0, 5_000),
      content: long,
      attachment: attachment.slice(0, 20),
      tag: tag.slice(0, 10),
    });
    expect((await stage.say(stage.ada, createOf(big))).status).to.equal(202);
    const [comment] = await stage.comments();
    const author = comment?.author as { name: string; handle: string };
    expect(author.name.length).to.be.at.most(200);
    expect(comment?.warning?.length).to.be.at.most(500);
    expect(comment?.attachments.length).to.be.at.most(4);
    expect(JSON.stringify(comment).length).to.be.at.most(250_000);
  });

  it("GHSA-qrgq-9fx2-vf2r: no markup makes the sanitiser fail", async () => {
    for (const [i, content] of [
      "<b>".repeat(10_000),
      `<a href="${"x".repeat(50_000)}">`,
      "<![CDATA[".repeat(2_000),
      "\u0000\ud800<p\udfff>",
      `<math>${"<annotation>".repeat(3_000)}`,
    ].entries()) {
      const note = noteBy(stage.ada.id, { id: `${stage.ada.id}/notes/s${i}`, content: `<p>words ${i}</p>${content}` });
      expect((await stage.say(stage.ada, createOf(note))).status, content.slice(0, 20)).to.equal(202);
    }
    expect((await stage.comments()).length).to.equal(5);
  });

  it("CVE-2024-32983, CVE-2024-52590 to 52593: actors, authors and ids of any other shape are refused or not believed", async () => {
    for (const [i, bent] of [
      { actor: [stage.ada.id, stage.mallory.id] },
      { actor: { id: stage.ada.id, type: "Person" } },
      { object: noteBy(stage.ada.id, { attributedTo: [stage.mallory.id, stage.ada.id] }) },
      { object: noteBy(stage.ada.id, { attributedTo: { type: "Person", id: stage.mallory.id } }) },
      { object: noteBy(stage.mallory.id, { id: `javascript:${stage.ada.id}` }) },
      { object: noteBy(stage.mallory.id, { id: "//honest.example/notes/1" }) },
      { object: noteBy(stage.mallory.id, { id: 12 }) },
    ].entries()) {
      const activity = { ...createOf(noteBy(stage.mallory.id)), id: `${stage.mallory.id}#s${i}`, ...bent };
      await stage.say(stage.mallory, activity);
    }
    await stage.work();
    for (const { author } of await stage.comments()) {
      expect(author).to.include({ id: stage.mallory.id });
    }
  });

  it("CVE-2025-54888, CVE-2026-28432: who signed is who acts; no signature, a foreign one or an empty one is none", async () => {
    const activity = { ...createOf(noteBy(stage.ada.id)), actor: stage.ada.id };
    const unsigned = {
      target: "/inbox",
      headers: [
        ["Host", "node.example"],
        ["Content-Type", "application/activity+json"],
      ] as [string, string][],
    };
    const body = Buffer.from(JSON.stringify(activity));
    expect((await stage.node.send({ ...unsigned, body })).status).to.equal(401);
    const empty = {
      ...unsigned,
      headers: [...unsigned.headers, ["Signature", `keyId="${stage.ada.key.id}",headers="",signature=""`]] as [
        string,
        string,
      ][],
    };
    expect((await stage.node.send({ ...empty, body })).status).to.equal(401);
    expect((await stage.say(stage.ada, activity, stage.mallory)).status).to.equal(202);
    await stage.work();
    await expectNothing(stage);
  });

  it("Akkoma 2024.03: an object that another server answers for after a redirect is not believed", async () => {
    const note = noteBy(stage.ada.id);
    stage.node.fediverse.serve(String(note["id"]), { body: note, url: "https://evil.example/notes/1" });
    await stage.say(stage.ada, createOf(note), stage.mallory);
    await stage.work();
    await expectNothing(stage);
  });

  it("Akkoma 2024.04.1: nobody shows a handle of another host", async () => {
    stage.node.introduce(
      personAt(stage.mallory.id, { webfinger: "ada@honest.example", preferredUsername: "ada@honest.example" }),
    );
    await stage.say(stage.mallory, createOf(noteBy(stage.mallory.id)));
    const [comment] = await stage.comments();
    expect(comment?.author)
      .to.have.property("handle")
      .that.matches(/@evil\.example$/);
  });

  it("Akkoma 2025.03, Fedify issue 963: a key does not become somebody's because a document says so", async () => {
    const keyId = "https://honest.example/keys/1";
    stage.node.fediverse.serve(keyId, { id: keyId, owner: stage.ada.id, publicKeyPem: stage.mallory.key.pem });
    const thief = { id: stage.ada.id, key: { ...stage.mallory.key, id: keyId } };
    expect((await stage.say(thief, createOf(noteBy(stage.ada.id)))).status).to.equal(401);
    await expectNothing(stage);
  });

  it("CVE-2024-23649: of a report about a post nothing is stored or shown, neither its words nor who made it", async () => {
    const flag = {
      id: `${stage.ada.id}#flag`,
      type: "Flag",
      object: [post],
      content: "PRIVATE WORDS",
      to: ["https://node.example/ap/actors/blog"],
    };
    expect((await stage.say(stage.ada, flag)).status).to.equal(202);
    await stage.work();
    await expectNothing(stage);
  });

  it("CVE-2025-30741: an Accept of something we never asked for opens nothing", async () => {
    for (const type of ["Accept", "Reject"]) {
      const object = {
        id: "https://node.example/ap/activities/follow.1",
        type: "Follow",
        actor: "https://node.example/ap/actors/blog",
        object: stage.mallory.id,
      };
      expect((await stage.say(stage.mallory, { id: `${stage.mallory.id}#${type}`, type, object })).status).to.equal(
        202,
      );
    }
    expect(await stage.node.repos.followers.count("blog")).to.equal(0);
  });

  it("Hollo 0.8.5: a stranger neither deletes, overwrites nor boosts words into somebody's mouth", async () => {
    await stage.say(stage.ada, createOf(noteBy(stage.ada.id)));
    const id = `${stage.ada.id}/notes/1`;
    stage.node.fediverse.serve(id, noteBy(stage.ada.id));
    const spoof = noteBy(stage.ada.id, { content: "<p>Spoofed</p>" });
    await stage.say(stage.mallory, { id: `${stage.mallory.id}#d`, type: "Delete", object: id });
    await stage.say(stage.mallory, { id: `${stage.mallory.id}#u`, type: "Update", object: spoof });
    await stage.say(stage.mallory, { id: `${stage.mallory.id}#a`, type: "Announce", to: [everyone], object: spoof });
    const wrapped = { ...createOf(spoof), actor: stage.ada.id };
    await stage.say(stage.mallory, { id: `${stage.mallory.id}#w`, type: "Announce", to: [everyone], object: wrapped });
    await stage.work();
    expect(await stored()).to.deep.equal(["<p>True words</p>"]);
  });

  it("CVE-2025-53941: no form, field or button comes in with a text", async () => {
    const content = '<p>a</p><form action="https://evil.example/"><input name="password"><button>b</button></form>';
    await stage.say(stage.ada, createOf(noteBy(stage.ada.id, { content })));
    expect((await stored()).join()).to.not.match(/form|input|button/);
  });

  it("owncast 5121, GHSA-4g27-2jf7-fvgc: a key id that the guard refuses is a refusal, not an error of ours", async () => {
    const { fetch } = stage.node.fediverse;
    expect(fetch).to.be.a("function");
    for (const keyId of [
      "http://127.0.0.1/key",
      "file:///etc/passwd",
      "https://node.example/ap/actors/blog#main-key",
      "acct:a@b",
    ]) {
      const thief = { id: stage.ada.id, key: { ...stage.mallory.key, id: keyId } };
      expect((await stage.say(thief, createOf(noteBy(stage.ada.id)))).status, keyId).to.equal(401);
    }
    await expectNothing(stage);
  });
});
