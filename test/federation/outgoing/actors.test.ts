import { createHash } from "node:crypto";
import { expect } from "chai";
import { createActors } from "../../../federation/actors.ts";
import { actorDocument, actorForm } from "../../../federation/outgoing/actor.ts";
import { addresses, aNode, aSite, aThread, origin, type TestNode } from "./node.ts";

const rfc9421 = "https://datatracker.ietf.org/doc/html/rfc9421";

describe("what an actor says of itself", () => {
  let node: TestNode;

  beforeEach(async () => {
    node = await aNode();
    await node.repos.sites.add(aSite());
  });
  afterEach(() => node.close());

  const read = async (path: string) => (await (await node.get(path)).json()) as Record<string, unknown>;

  it("names the node as its generator, with what others may count on (FEP-844e)", async () => {
    for (const name of ["blog", "blog_guests"]) {
      const { generator } = await read(`/ap/actors/${name}`);
      expect(generator).to.include({ id: `${origin}/ap/actors/node`, type: "Application" });
      const skills = (generator as { implements: { href: string; name: string }[] }).implements;
      expect(skills.map(({ href }) => href)).to.deep.equal([rfc9421, `${rfc9421}#name-eddsa-using-curve-edwards25`]);
      expect(skills[0]?.name).to.equal("RFC-9421: HTTP Message Signatures");
    }
    const own = await read("/ap/actors/node");
    expect(own["implements"]).to.be.an("array").with.length(2);
    expect(own).to.not.have.property("generator");
    expect(JSON.stringify(own["@context"])).to.contain("https://w3id.org/fep/844e/implements");
  });

  it("wants a blog to be found and searched, and guests and the node not", async () => {
    for (const [name, open] of Object.entries({ blog: true, blog_guests: false, node: false })) {
      expect(await read(`/ap/actors/${name}`), name).to.include({ discoverable: open, indexable: open });
    }
  });

  it("names the domain whose pages may name it as their author", async () => {
    expect((await read("/ap/actors/blog"))["attributionDomains"]).to.deep.equal(["blog.example"]);
    expect(await read("/ap/actors/node")).to.not.have.property("attributionDomains");
  });

  it("is what its collections say that they are of (FEP-5711)", async () => {
    await node.repos.threads.add(aThread({ _id: "tea" }));
    const post = `${origin}/ap/posts/note-tea`;
    for (const [name, inverse] of Object.entries({ likes: "likesOf", shares: "sharesOf", replies: "repliesOf" })) {
      const collection = await read(`/ap/posts/note-tea/${name}`);
      expect(collection, name).to.include({ [inverse]: post });
      expect(JSON.stringify(collection["@context"])).to.contain(`https://w3id.org/fep/5711#${inverse}`);
    }
    expect(await read("/ap/posts/note-tea/context")).to.not.have.property("repliesOf");
  });

  it("has the form whose number stands beside it: whoever changes the form raises the number, then this hash", async () => {
    const key = { keyId: "key", publicPem: "pem" };
    const documents = (await createActors(node.repos).all()).map((actor) => actorDocument(addresses, actor, key));
    const hash = createHash("sha256").update(JSON.stringify(documents)).digest("hex").slice(0, 16);
    expect({ actorForm, hash }).to.deep.equal({ actorForm: 1, hash: "5a27c69c98012712" });
  });
});
