import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { root } from "../helpers/sources.ts";

const execute = promisify(execFile);
const thread = '<section class="antiphon" data-built>Comments.</section>';

describe("antiphon.mjs, which generators ask the node with", () => {
  let folder: string;
  let server: Server;
  let answer: RequestListener;
  const asked: { url: string; etag: string | undefined }[] = [];

  beforeEach(async () => {
    asked.length = 0;
    folder = await mkdtemp(join(tmpdir(), "antiphon-asker-"));
    server = createServer((req, res) => {
      asked.push({ url: req.url ?? "", etag: req.headers["if-none-match"] });
      answer(req, res);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const source = await readFile(`${root}examples/eleventy/antiphon.mjs`, "utf8");
    const patient = source
      .replace("https://comments.example.org", `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
      .replace("patienceMs = 5_000", "patienceMs = 300");
    await writeFile(join(folder, "antiphon.mjs"), patient);
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });

  /** What an expression is in a build of its own. */
  async function build<T>(expression: string): Promise<{ result: T; warned: string }> {
    const code = `import { countOf, threadOf } from "./antiphon.mjs"; console.log(JSON.stringify(await (${expression})));`;
    const { stdout, stderr } = await execute(process.execPath, ["--input-type=module", "-e", code], { cwd: folder });
    return { result: JSON.parse(stdout) as T, warned: stderr };
  }
  const threads = (many: number) =>
    `Promise.all(Array.from({ length: ${many} }, (_, n) => threadOf("https://blog.example/" + n)))`;

  it("sends the ETag of what the last build had, and takes that again when it is unchanged", async () => {
    answer = (req, res) => {
      res.writeHead(req.headers["if-none-match"] === '"1"' ? 304 : 200, { etag: '"1"' });
      res.end(req.headers["if-none-match"] ? undefined : thread);
    };
    const first = await build<string[]>(threads(1));
    const second = await build<string[]>(threads(1));
    expect([first.result, second.result]).to.deep.equal([[thread], [thread]]);
    expect(asked.map(({ etag }) => etag)).to.deep.equal([undefined, '"1"']);
    expect(new URL(asked[0]?.url ?? "", "http://node").searchParams.get("built")).to.equal("yes");
  });

  it("falls back on what the last build had, and where there is none, on a link", async () => {
    answer = (_req, res) => void res.end(thread);
    await build(threads(1));
    answer = (_req, res) => void res.writeHead(503).end("Later.");
    const { result, warned } = await build<string[]>(threads(2));
    expect(result[0]).to.equal(thread);
    expect(result[1]).to.match(/^<a href="http:[^"]*\/thread\?url=https%3A%2F%2Fblog\.example%2F1">Comments<\/a>$/);
    expect(warned).to.contain("Later. (503");
  });

  it("puts nothing into a page that is no thread", async () => {
    answer = (_req, res) => void res.end("<h1>Welcome to our new hosting</h1>");
    expect((await build<string[]>(threads(1))).result[0]).to.match(/^<a href=/);
  });

  it("gives up on a node that hangs, whatever the number of posts", async () => {
    answer = () => undefined;
    const { result, warned } = await build<string[]>(threads(200));
    expect(result).to.have.lengthOf(200);
    expect(asked.length).to.be.within(1, 8);
    expect(warned).to.contain("does not answer");
  });

  it("asks for some threads at once and no more", async () => {
    let open = 0;
    let most = 0;
    answer = (_req, res) => {
      most = Math.max(most, ++open);
      setImmediate(() => {
        open -= 1;
        res.end(thread);
      });
    };
    expect((await build<string[]>(threads(30))).result).to.have.lengthOf(30);
    expect(most).to.be.within(1, 6);
  });

  it("counts many posts in few requests, and says a plain word where it cannot", async () => {
    answer = (req, res) => {
      const urls = new URL(req.url ?? "", "http://node").searchParams.getAll("url");
      const known = urls.filter((url) => !url.endsWith("/7"));
      res.end(
        JSON.stringify({ labels: Object.fromEntries(known.map((url) => [url, `${url.split("/").at(-1)} comments`])) }),
      );
    };
    const counts = `Promise.all(Array.from({ length: 45 }, (_, n) => countOf("https://blog.example/" + n)))`;
    const { result } = await build<string[]>(counts);
    expect(result[44]).to.equal("44 comments");
    expect(result[7]).to.equal("Comments");
    expect(asked).to.have.lengthOf(3);
  });
});
