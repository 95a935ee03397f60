import { connect } from "node:net";
import { expect } from "chai";
import { type IssoClient, issoClient, startIssoNode } from "../helpers/isso.ts";
import { postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

/** What a proxy, a parser and a route could each read in their own way. */
describe("requests that could mean two things", () => {
  let node: WebNode;
  let started: string;
  beforeEach(async () => {
    node = await startWebNode();
    started = await node.started();
  });
  afterEach(() => node.close());

  const send = (body: URLSearchParams | string, path = "/comments") =>
    fetch(`${node.url}${path}`, {
      method: "POST",
      body: String(body),
      headers: {
        accept: "application/json",
        origin: node.url,
        "content-type": "application/x-www-form-urlencoded",
      },
    });
  const form = (more: [string, string][] = []) =>
    new URLSearchParams([["url", postUrl], ["author", "Ben"], ["started", started], ...more]);
  const stored = () => node.world.comments.onThread("thread");

  const smuggled: [what: string, head: string, body: string][] = [
    [
      "two ways to say where the body ends",
      "Content-Length: 5\r\nTransfer-Encoding: chunked",
      "0\r\n\r\nGET /x HTTP/1.1\r\n\r\n",
    ],
    ["two lengths", "Content-Length: 3\r\nContent-Length: 5", "a=bcd"],
    ["a length that is no number", "Content-Length: +3", "a=b"],
    ["a coding that is not the last", "Transfer-Encoding: chunked, identity", "0\r\n\r\n"],
    ["a coding behind a blank", "Transfer-Encoding : chunked", "0\r\n\r\n"],
    ["a chunk whose length is no number", "Transfer-Encoding: chunked", "0x3\r\na=b\r\n0\r\n\r\n"],
    ["a header over two lines", "X-Folded: a\r\n b\r\nContent-Length: 3", "a=b"],
  ];
  for (const [what, head, body] of smuggled) {
    it(`400 and the end of the connection for ${what}`, async () => {
      const answers = await raw(node.url, `POST /comments HTTP/1.1\r\nHost: x\r\n${head}\r\n\r\n${body}`);
      expect(answers).to.match(/^HTTP\/1\.1 400 /);
      expect(answers.match(/HTTP\/1\.1/g)).to.have.lengthOf(1);
    });
  }

  it("take a field from the form alone, whatever the address says", async () => {
    expect((await send(form(), "/comments?text=From+the+address")).status).to.equal(422);
    expect(await stored()).to.deep.equal([]);
  });

  it("take the first of a field that comes twice, and no other reading of its name", async () => {
    const twice: [string, string][] = [
      ["text", "The first."],
      ["text", "The second."],
      ["text[]", "x"],
      ["text[a]", "y"],
    ];
    expect((await send(form(twice), "/comments?url=https://elsewhere.example/")).status).to.equal(201);
    expect((await stored()).map(({ source, thread }) => [source.text, thread])).to.deep.equal([
      ["The first.", "thread"],
    ]);
    expect(
      (await node.get(`/thread?url=${encodeURIComponent(postUrl)}&url=https://elsewhere.example/`)).status,
    ).to.equal(200);
  });

  it("set nothing but what the form is for", async () => {
    const clock = node.clock.now();
    const theirs: [string, string][] = [
      ["text", "Mine alone."],
      ...["_id", "id", "number", "state", "author.kind", "author[kind]", "kind", "site", "thread", "path"].map(
        (name): [string, string] => [name, "7"],
      ),
      ["createdAt", "1999-01-01"],
      ["html", "<script>1</script>"],
      ["pinned", "true"],
    ];
    expect((await send(form(theirs))).status).to.equal(201);
    const [comment] = await stored();
    expect(comment).to.include({ number: 1, state: "published", site: "site", html: "<p>Mine alone.</p>" });
    expect(comment?.author.kind).to.equal("visitor");
    expect(comment?._id).to.not.equal("7");
    expect(comment?.createdAt).to.deep.equal(clock);
  });

  it("reach no prototype, by no name in a form or an address", async () => {
    const names = ["__proto__", "__proto__[state]", "constructor", "constructor[prototype][state]", "toString"];
    const strange = names.map((name): [string, string] => [name, "polluted"]);
    const answer = await send(form([["text", "Plain."], ...strange]), `/comments?${new URLSearchParams(strange)}`);
    expect(answer.status).to.equal(201);
    expectCleanPrototypes();
  });
});

describe("JSON that could mean two things", () => {
  let node: WebNode;
  let isso: IssoClient;
  beforeEach(async () => {
    node = await startIssoNode();
    isso = issoClient(node);
  });
  afterEach(() => node.close());

  const wrong: unknown[] = [1, true, {}, [], ["Words in a list."], { $gt: "" }, { length: 30 }];
  for (const value of wrong) {
    it(`is refused where the text is ${JSON.stringify(value)}, and not made into words`, async () => {
      expect((await isso.call("POST", "/new?uri=/post", { text: value })).status).to.equal(400);
      expect(await node.world.comments.onThread("thread")).to.deep.equal([]);
    });
  }

  it("reaches no prototype and sets nothing but what a comment says", async () => {
    const body = `{"text":"Plain.","__proto__":{"state":"polluted"},"constructor":{"prototype":{"state":"polluted"}},
      "id":7,"mode":4,"created":1,"likes":99,"state":"deleted"}`;
    const answer = await isso.call("POST", "/new?uri=/post", body);
    expect(answer.status).to.equal(201);
    expect(answer.json).to.include({ mode: 1, likes: 0 });
    const [comment] = await node.world.comments.onThread("thread");
    expect(comment).to.include({ state: "published", number: answer.json.id });
    expectCleanPrototypes();
  });
});

function expectCleanPrototypes(): void {
  const fresh = {} as Record<string, unknown>;
  expect(fresh["state"]).to.equal(undefined);
  expect(String(fresh)).to.equal("[object Object]");
}

/** All that is answered to bytes that no client of ours would send, until the node hangs up. */
async function raw(url: string, bytes: string): Promise<string> {
  const { port, hostname } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on("data", (data: Buffer) => (answer += data.toString("latin1")));
    socket.on("close", () => resolve(answer)).on("error", reject);
  });
}
