import { expect } from "chai";
import { checkHandleDomain } from "../../src/cli/doctor/handle-domain.ts";
import { aSite } from "./helpers/node.ts";

const url = "https://comments.example.com";
const subject = "acct:blog@example.com";
const site = aSite({ handleDomain: "example.com" });

/** What the doctor says of an account on a domain of its own, which answers as given. */
async function told(answer: Response | Error, nodeInfo = new Response("", { status: 404 })) {
  const asked: string[] = [];
  const fetch = async (address: unknown) => {
    asked.push(String(address));
    if (String(address).endsWith("/nodeinfo")) return nodeInfo;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const finding = await checkHandleDomain({ fetch: fetch as typeof globalThis.fetch }, site, url);
  return { asked, finding };
}

const descriptor = (href: string) => Response.json({ subject, links: [{ rel: "self", href }] });

describe("antiphon doctor: an account on a domain of its own", () => {
  it("is well when the domain leads to the node", async () => {
    const { asked, finding } = await told(descriptor(`${url}/ap/actors/blog`));
    expect(asked).to.deep.equal([`https://example.com/.well-known/webfinger?resource=${encodeURIComponent(subject)}`]);
    expect(finding).to.deep.equal({
      mark: "ok",
      subject: "account @blog@example.com",
      sentence: "example.com leads to this node.",
    });
  });

  for (const [what, answer] of Object.entries({
    "knows nothing of it": new Response("", { status: 404 }),
    "answers for itself": descriptor("https://example.com/me"),
    "answers with a page": new Response("<h1>Hello</h1>"),
    "does not answer": new TypeError("fetch failed"),
  })) {
    it(`is warned of when the domain ${what}, with what to do`, async () => {
      const { finding } = await told(answer);
      expect(finding?.mark).to.equal("warn");
      expect(finding?.sentence).to.contain(
        "Let example.com redirect /.well-known/webfinger to https://comments.example",
      );
    });
  }

  it("cannot be had where the domain is on the fediverse itself, as a Ghost 6 is", async () => {
    const rel = "http://nodeinfo.diaspora.software/ns/schema/2.1";
    const links = Response.json({ links: [{ rel, href: "https://example.com/.ghost/activitypub/nodeinfo/2.1" }] });
    const { finding } = await told(new Response("", { status: 404 }), links);
    expect(finding?.mark).to.equal("warn");
    expect(finding?.sentence).to.contain("has to keep /.well-known/webfinger. Take example.com out of ANTIPHON_HANDLE");
    expect(finding?.sentence).not.to.contain("redirect");
  });

  it("is not asked about where the account is on the node's own host", async () => {
    for (const handleDomain of [null, "comments.example.com"]) {
      const terminal = { fetch: () => Promise.reject(new Error("asked")) };
      expect(await checkHandleDomain(terminal, aSite({ handleDomain }), url)).to.equal(null);
    }
  });
});
