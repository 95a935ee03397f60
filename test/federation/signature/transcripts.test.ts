import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { fixture } from "../../helpers/fixture.ts";
import { actorOf, type InboxNode, startInboxNode } from "../../helpers/inbox-node.ts";
import { ada, adasKey, create, evesKey, fileOf, format, newKey, parse, remoteId, transcripts } from "./transcripts.ts";

describe("transcripts of signed requests", () => {
  let node: InboxNode;

  beforeEach(async () => {
    node = await startInboxNode();
    const eve = "https://evil.example/users/eve";
    const publicKey = { id: evesKey.id, owner: eve, publicKeyPem: "KEY" };
    node.introduce({ ...actorOf("mastodon"), id: eve, inbox: `${eve}/inbox`, url: eve, publicKey }, evesKey);
    const claimed = { id: "https://evil.example/keys/ada", owner: ada, publicKeyPem: newKey.pem };
    node.fediverse.serve(claimed.id, { body: claimed });
    node.fediverse.serve(remoteId, { status: 404 });
  });
  afterEach(() => node.close());

  for (const [name, transcript] of Object.entries(transcripts)) {
    const { status, detail, knew, shows = adasKey, answers, stores = status === 202 } = transcript;
    it(`${name}: ${status}${stores || status !== 202 ? "" : ", and not believed"}`, async () => {
      if (knew) await node.deliver(fixture("mastodon/like"), node.introduce(actorOf("mastodon"), knew));
      node.introduce(actorOf("mastodon"), shows);
      if (answers !== undefined) node.fediverse.serve(ada, { status: answers });
      const answer = await node.send(parse(readFileSync(fileOf(name), "utf8")));
      expect(answer.status, answer.body).to.equal(status);
      if (detail) expect((JSON.parse(answer.body) as { detail: string }).detail).to.match(detail);
      if (status === 503) expect(Number(answer.headers["retry-after"])).to.be.greaterThan(0);
      await node.work();
      expect((await node.comment(remoteId)) !== null).to.equal(stores);
    });
  }

  it("takes one that comes again, and does nothing", async () => {
    node.introduce(actorOf("mastodon"), adasKey);
    const wire = parse(readFileSync(fileOf("cavage-rsa-sha256"), "utf8"));
    for (let i = 0; i < 2; i++) expect((await node.send(wire)).status).to.equal(202);
    expect(await node.comment(remoteId)).to.include({ version: 1 });
    expect(node.fediverse.asked).to.deep.equal([ada]);
  });

  it("fetches what was forwarded from where it lives, whatever signature came with it", async () => {
    for (const name of ["forwarded-with-ld-signature", "forwarded-with-proof"]) {
      node.fediverse.serve(remoteId, { body: create["object"] });
      node.introduce(actorOf("mastodon"), adasKey);
      expect((await node.send(parse(readFileSync(fileOf(name), "utf8")))).status).to.equal(202);
      await node.work();
      expect(node.fediverse.asked).to.include(remoteId);
      expect((await node.comment(remoteId))?.state).to.equal("published");
    }
  });

  it("are the bytes that the script writes, and there are no others", () => {
    for (const [name, { wire }] of Object.entries(transcripts)) {
      expect(readFileSync(fileOf(name), "utf8"), name).to.equal(format(wire));
    }
    const files = readdirSync(fileOf("").href.replace(/^file:\/\/|[^/]*$/g, ""));
    expect(files.map((file) => file.replace(".http", ""))).to.have.members(Object.keys(transcripts));
  });
});
