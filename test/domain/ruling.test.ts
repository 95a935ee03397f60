import { expect } from "chai";
import type { Visitor } from "../../src/domain/author.ts";
import { type Block, type BlockKind, blockId, blogOf, isRuleMark, onBlog } from "../../src/domain/block.ts";
import { byId, chainsOf, markOf, rulingOf, rulingsOf, type Speaker, weigh } from "../../src/domain/ruling.ts";
import { chainsOfVisitor } from "../../src/domain/visitor-rules.ts";

const createdAt = new Date(0);

function rule(kind: BlockKind, value: string, given: Partial<Block> = {}): Block {
  return { _id: blockId(kind, value), kind, value, label: value, note: "", createdAt, ...given };
}

/** Rules written as `SEVERITY VALUE`, a person's with their address. */
function rules(...written: string[]): Block[] {
  return written.map((text) => {
    const [severity, value = ""] = text.split(" ");
    const kind = value.startsWith("https:") ? "actor" : "host";
    return rule(kind, value, { severity: severity as NonNullable<Block["severity"]> });
  });
}

function say(set: readonly Block[], speaker: Speaker, blog: string | null = null) {
  return weigh(chainsOf(speaker), byId(set), blog);
}

describe("ruling", () => {
  const x = "https://a.b.example/users/x";

  it("asks for the actor, its host, every parent domain and the rule about all", () => {
    expect(chainsOf({ id: x })).to.deep.equal([
      [`actor:${x}`, "host:a.b.example", "host:b.example", "host:example", "host:*"],
    ]);
  });

  it("asks for the servers of other addresses, ports and trailing dots aside, and once for each", () => {
    const addresses = [
      "https://a.b.example/1",
      "https://Bad.example.:8443/key",
      "https://bad.example/2",
      "nonsense address",
    ];
    expect(chainsOf({ id: x, addresses })[1]).to.deep.equal(["host:bad.example", "host:example"]);
    expect(chainsOf({ id: x, addresses })).to.have.lengthOf(2);
  });

  it("does not take a look-alike for a subdomain", () => {
    expect(say(rules("block bad.example"), { id: "https://notbad.example/" }).severity).to.equal(null);
  });

  it("takes a rule without a severity, as they were made before, for a block", () => {
    expect(say([rule("host", "b.example")], { id: x }).severity).to.equal("block");
  });

  const cases: [string[], string | null][] = [
    [["block b.example"], "block"],
    [["block b.example", "allow a.b.example"], "allow"],
    [["allow b.example", "block a.b.example"], "block"],
    [["block b.example", "hold a.b.example"], "hold"],
    [["block b.example", `allow ${x}`], "allow"],
    [["allow b.example", `block ${x}`], "block"],
    // A note says nothing, so that what is wider goes on to hold.
    [["block b.example", "noop a.b.example"], "block"],
    [["noop b.example"], null],
    [["block *"], "block"],
    [["block *", "allow b.example"], "allow"],
    [["block *", "allow example"], "allow"],
    [["allow other.example"], null],
  ];
  for (const [written, severity] of cases)
    it(`finds of ${written.join(" and ")} that ${severity ?? "nothing"} holds for a.b.example`, () =>
      expect(say(rules(...written), { id: x }).severity).to.equal(severity));

  it("lets the strictest of several addresses decide, but asks nothing more of the speaker's own server", () => {
    const speaker = { id: x, addresses: ["https://a.b.example/notes/1", "https://elsewhere.example/@x"] };
    expect(say(rules("hold a.b.example", "block elsewhere.example"), speaker).severity).to.equal("block");
    expect(say(rules("block b.example", `allow ${x}`), speaker).severity).to.equal("allow");
    expect(say(rules("block elsewhere.example", `allow ${x}`), speaker).severity).to.equal("block");
  });

  it("does not take the address of a picture for a speaker that had to be allowed", () => {
    const set = rules("block *", "allow b.example");
    expect(say(set, { id: x, addresses: ["https://pictures.example/1"] }).severity).to.equal("allow");
    expect(say(set, { id: null, addresses: ["https://pictures.example/1"] }).severity).to.equal(null);
  });

  it("adds up what is turned away until a rule decides", () => {
    const media = rule("host", "a.b.example", { severity: "noop", rejects: ["media"] });
    const reactions = rule("host", "b.example", { severity: "hold", rejects: ["reactions"] });
    const reports = rule("host", "example", { severity: "noop", rejects: ["reports"] });
    const found = say([media, reactions, reports], { id: x });
    expect([found.severity, [...found.rejects]]).to.deep.equal(["hold", ["media", "reactions"]]);
    const freed = rule("host", "a.b.example", { severity: "allow" });
    expect([...say([freed, reactions], { id: x }).rejects]).to.deep.equal([]);
  });

  describe("on one blog", () => {
    const on = (site: string, ...written: string[]) =>
      rules(...written).map((one) => ({ ...one, _id: onBlog(one._id, site), site }));
    const severity = (node: string[], blog: string[]) =>
      say([...rules(...node), ...on("blog", ...blog)], { id: x }, "blog").severity;

    const together: [string[], string[], string | null][] = [
      [[], ["block b.example"], "block"],
      [["hold b.example"], ["allow b.example"], "allow"],
      [["allow b.example"], ["hold b.example"], "hold"],
      [["block b.example"], ["allow b.example"], "block"],
      [["block b.example"], [`hold ${x}`], "block"],
      [["block b.example", `allow ${x}`], [`block ${x}`], "block"],
      [[`hold ${x}`], ["allow b.example"], "hold"],
      [["allow b.example"], ["block *"], "allow"],
      [["block *"], ["allow b.example"], "block"],
      [["hold b.example"], ["noop b.example"], "hold"],
    ];
    for (const [node, blog, expected] of together)
      it(`makes of the node's ${node.join(" and ") || "nothing"} and its own ${blog.join(" and ")}: ${expected}`, () =>
        expect(severity(node, blog)).to.equal(expected));

    it("counts on no other blog, and nowhere that no blog is known", () => {
      const set = on("blog", "block b.example");
      expect(say(set, { id: x }, "other").severity).to.equal(null);
      expect(say(set, { id: x }).severity).to.equal(null);
    });

    it("does not bring back what the node turns away, and turns more away", () => {
      const node = rule("host", "b.example", { severity: "hold", rejects: ["media"] });
      const freed = { ...rule("host", "b.example", { severity: "allow", rejects: ["reports"] }), site: "blog" };
      const found = say([node, { ...freed, _id: onBlog(freed._id, "blog") }], { id: x }, "blog");
      expect([found.severity, [...found.rejects]]).to.deep.equal(["allow", ["media", "reports"]]);
    });

    it("names itself in the mark that it leaves", () => {
      const ruling = say(on("blog", "block b.example"), { id: x }, "blog");
      expect(markOf(ruling)).to.equal("blog/host:b.example");
      expect(isRuleMark(markOf(ruling))).to.equal(true);
      expect(blogOf("blog/host:b.example")).to.equal("blog");
      for (const id of ["host:b.example", `actor:${x}`, "actor:https://a/b"]) expect(blogOf(id), id).to.equal(null);
      for (const mark of [null, "owner", `wish:${x}`, "twin:a/host:b"])
        expect(isRuleMark(mark), `${mark}`).to.equal(false);
    });
  });

  it("asks once, for one or for many", async () => {
    let asked = 0;
    const blocks = {
      among: async (ids: readonly string[]) => {
        asked += 1;
        return rules("block b.example").filter(({ _id }) => ids.includes(_id));
      },
    };
    expect((await rulingOf(blocks, { id: x }, null)).by?.value).to.equal("b.example");
    const both = await rulingsOf(blocks, [{ id: "https://free.example/u" }, { id: x }], "blog");
    expect(both.map(({ severity }) => severity)).to.deep.equal([null, "block"]);
    expect(asked).to.equal(2);
  });

  describe("on visitors", () => {
    const bare = { kind: "visitor", name: "", website: null } as const;
    const anna: Visitor = { ...bare, email: "a@x.mail.example", hash: "H", network: "N" };
    const severityFor = (set: Block[], visitor: Visitor = anna, address: string | null = "192.0.2.7") =>
      weigh(chainsOfVisitor(visitor, address), byId(set), null).severity;

    it("knows them by themselves, their mailbox's domain and their network", () => {
      expect(severityFor([rule("visitor", "H")])).to.equal("block");
      expect(severityFor([rule("mail", "mail.example")])).to.equal("block");
      expect(severityFor([rule("mail", "ail.example")])).to.equal(null);
      expect(severityFor([rule("network", "N")])).to.equal("block");
      expect(severityFor([rule("network", "192.0.0.0/16")])).to.equal("block");
      expect(severityFor([rule("network", "192.0.0.0/16")], anna, null)).to.equal(null);
    });

    it("takes the hash of who left no mailbox for their network", () => {
      const nameless: Visitor = { ...bare, email: null, hash: "N" };
      expect(severityFor([rule("network", "N")], nameless)).to.equal("block");
      expect(severityFor([rule("network", "")], { ...nameless, hash: "" }, null)).to.equal(null);
    });

    it("lets one mailbox past a rule on its domain, and nobody past one on their network", () => {
      const allowed = rule("visitor", "H", { severity: "allow" });
      expect(severityFor([rule("mail", "mail.example"), allowed])).to.equal("allow");
      expect(severityFor([rule("network", "N"), allowed])).to.equal("block");
    });
  });
});
