import { expect } from "chai";
import type { SafeHtml } from "../../src/domain/brand.ts";
import { startWebNode, type WebNode } from "../helpers/web.ts";

describe("the page of dry runs", () => {
  let node: WebNode;
  let cookie: string;
  beforeEach(async () => {
    node = await startWebNode();
    ({ cookie } = await node.signIn());
    const source = { text: "Come to the <casino>", type: "text/markdown" as const };
    await node.put({ _id: "a", number: 1, source, html: "<p>Come to the &lt;casino&gt;</p>" as SafeHtml });
    await node.put({ _id: "b", number: 2, source: { ...source, text: "Stay at home" } });
  });
  afterEach(() => node.close());
  const page = async (query = "") => (await node.get(`/admin/dry-run${query}`, { cookie })).text();

  it("is the owner's alone", async () => {
    expect((await node.get("/admin/dry-run")).status).to.equal(401);
  });

  it("tries nothing before it is asked to", async () => {
    expect(await page("?word=casino"))
      .to.contain('value="casino"')
      .and.not.contain("would have fared otherwise");
  });

  it("tells counts, and each comment that would have fared otherwise, with the reason", async () => {
    const html = await page("?word=casino&try=yes");
    expect(html).to.contain("Of 2 comments, 1 would have fared otherwise");
    expect(html).to.match(/As things are set<\/th><td>2<\/td><td>0<\/td><td>0<\/td>/);
    expect(html).to.match(/As they would be<\/th><td>1<\/td><td>1<\/td><td>0<\/td>/);
    expect(html).to.contain("published → held").and.contain("<strong>Words:</strong> It has “casino”.");
    expect(html).to.contain("Come to the &lt;casino&gt;").and.not.contain("Stay at home");
  });

  it("tries levels, numbers and checks, and gives back what was typed", async () => {
    const html = await page("?level=refuse&links=0&account=3&days=9&guard=links&try=yes");
    expect(html).to.contain("published → refused").and.contain("2 would have fared otherwise");
    expect(html).to.contain('<option value="refuse" selected>').and.contain('name="days" value="9"');
    expect(html)
      .to.match(/value="links" checked/)
      .and.not.match(/value="repeats" checked/);
    expect(await page()).to.match(/value="repeats" checked/);
  });

  it("says what is wrong, and keeps it in its field", async () => {
    const answer = await node.get("/admin/dry-run?links=some&try=yes", { cookie });
    expect(answer.status).to.equal(422);
    const html = await answer.text();
    expect(html).to.contain("“some” is no number of links.").and.contain('value="some"');
    expect(await page("?site=nowhere&try=yes")).to.contain("There is no such blog.");
  });
});
