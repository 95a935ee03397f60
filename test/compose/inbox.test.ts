import { expect } from "chai";
import { createTestClock } from "../helpers/clock.ts";
import { startNode, type TestNode } from "../helpers/composed-node.ts";

const lines: Record<string, unknown>[] = [];
const remember = (details: object) => void lines.push(details as Record<string, unknown>);
const log = { debug: () => undefined, info: remember, warn: remember, error: remember };

describe("the inbox of a whole node", () => {
  let node: TestNode;
  before(async () => {
    node = await startNode(createTestClock(), { ANTIPHON_SITE: "https://blog.example/" }, log);
  });
  after(() => node.close());
  beforeEach(() => void lines.splice(0));

  const knock = (path: string, init: RequestInit = {}) =>
    fetch(`${node.url}${path}`, {
      method: "POST",
      body: JSON.stringify({ type: "Like", actor: "https://far.example/users/ada" }),
      ...init,
      headers: { "content-type": "application/activity+json", ...init.headers },
    });

  for (const path of ["/inbox", "/inbox?from=afar", "/Inbox/", "/ap/actors/blog/inbox"]) {
    it(`gives what comes to ${path} an id and a line in the log, without the query`, async () => {
      const answer = await knock(path);
      expect(answer.status).to.equal(401);
      const id = answer.headers.get("x-request-id");
      expect(id).to.match(/^[a-z2-7]{26}$/);
      const line = lines.find(({ req }) => req === id);
      expect(line).to.include({ method: "POST", path: path.replace("?from=afar", ""), status: 401 });
    });
  }

  it("answers programs, also those that would rather have a page", async () => {
    const answer = await knock("/inbox", { headers: { accept: "text/html" } });
    expect(answer.headers.get("content-type")).to.equal("application/problem+json");
    expect(await answer.json()).to.have.property("detail", "The request is not signed.");
  });

  it("leaves to others what merely looks like an inbox", async () => {
    for (const path of [
      "/inbox/more",
      "/ap/inbox",
      "/own/inbox",
      "/ap/actors//inbox",
      "/ap/actors/blog/outbox/inbox",
    ]) {
      expect((await knock(path)).status, path).to.be.oneOf([404, 415]);
    }
  });
});
