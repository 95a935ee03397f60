import { mkdtempSync, rmSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Blog, startBlog } from "../helpers/blog.ts";
import { createTestClock } from "../helpers/clock.ts";
import { closeAll } from "../helpers/close-all.ts";
import { hiddenFields, settle, startNode, type TestNode } from "../helpers/composed-node.ts";
import { type FarPerson, startFarPerson } from "../helpers/far-person.ts";
import { freePort } from "../helpers/free-port.ts";
import { makeKey, signCavage, signRfc9421, type WireRequest } from "../helpers/remote.ts";
import { host, isInstalled, proxyKinds, type RunningProxy, startProxy } from "./helpers/proxies.ts";
import { ask, askPlain, open } from "./helpers/through.ts";

const url = `https://${host}`;
const Public = "https://www.w3.org/ns/activitystreams#Public";
const form = { "content-type": "application/x-www-form-urlencoded", origin: url, accept: "text/html" };

/*
 * The configurations that people copy, run by the real programs before a real node. Ports and certificates are of this
 * place; nothing else is changed. The proxies are processes of ours, and no service of the machine.
 */
for (const kind of proxyKinds) {
  describe(`a node behind ${kind.name}`, function () {
    this.timeout(60_000);
    const clock = createTestClock();
    const folder = mkdtempSync(join(tmpdir(), "antiphon-behind-"));
    let blog: Blog;
    let post: string;
    let node: TestNode;
    let nodePort: number;
    let far: FarPerson;
    let proxy: RunningProxy;

    before(async function () {
      if (!isInstalled(kind)) {
        console.log(`SKIPPED: a node behind ${kind.name} (${kind.program} is not installed)`);
        this.skip();
      }
      blog = await startBlog();
      blog.publish({ slug: "first" });
      post = blog.urlOf("first");
      far = await startFarPerson();
      nodePort = await freePort();
      node = await startNode(clock, {
        ANTIPHON_URL: url,
        ANTIPHON_STORE: `sqlite:${join(folder, "antiphon.db")}`,
        ANTIPHON_SITE: blog.home,
        ANTIPHON_HANDLE: "blog",
        ANTIPHON_TRUST_PROXY: "1",
        ANTIPHON_IMPORT_MB: "3",
        PORT: String(nodePort),
      });
      proxy = await startProxy(kind, nodePort);
      await ask(proxy, { host, path: threadPath() });
      await settle(node);
    });
    after(async () => {
      await closeAll(proxy, node, blog, far);
      rmSync(folder, { recursive: true, force: true });
    });

    const threadPath = () => `/thread?url=${encodeURIComponent(post)}`;

    async function say(text: string): Promise<number> {
      clock.advance(1_000);
      const { body } = await ask(proxy, { host, path: threadPath() });
      clock.advance(5_000);
      const fields = new URLSearchParams({ ...hiddenFields(body.toString()), text });
      return (await ask(proxy, { host, path: "/comments", method: "POST", headers: form, body: String(fields) }))
        .status;
    }

    /** A comment by Isso's API, of which a network may send two a minute. */
    const sayAsIsso = (text: string, from: string, forwarded?: string) =>
      ask(proxy, {
        host,
        path: `/new?uri=${encodeURIComponent("/posts/first")}`,
        method: "POST",
        headers: {
          origin: new URL(blog.home).origin,
          "content-type": "application/json",
          ...(forwarded === undefined
            ? {}
            : { "x-forwarded-for": forwarded, "x-real-ip": forwarded, forwarded: `for=${forwarded}` }),
        },
        body: JSON.stringify({ text }),
        from,
      });

    /** What the node answers without the proxy. */
    const direct = (path: string, headers: Record<string, string>) =>
      new Promise<Buffer>((resolve, reject) => {
        const place = { host: "127.0.0.1", port: nodePort, path, headers: { host, ...headers }, agent: false };
        const sent = httpRequest(place, (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => resolve(Buffer.concat(chunks)));
        });
        sent.on("error", reject).end();
      });

    it("takes a comment and shows it, and leads those who come by http to https", async () => {
      expect(await say("By way of a proxy.")).to.equal(303);
      await settle(node);
      clock.advance(1_000);
      const shown = await ask(proxy, { host, path: threadPath() });
      expect(shown.body.toString()).to.contain("By way of a proxy.");
      expect(shown.headers["strict-transport-security"]).to.be.a("string");
      const plain = await askPlain(proxy, host, "/thread?url=x");
      expect(plain.status).to.be.oneOf([301, 308]);
      expect(plain.headers.location?.replace(`:${proxy.httpsPort}`, "")).to.equal(`${url}/thread?url=x`);
    });

    it("tells one reader from another by the true address, whatever a stranger says of it", async () => {
      clock.advance(120_000);
      expect((await sayAsIsso("One", "127.0.1.1")).status).to.equal(201);
      expect((await sayAsIsso("Two", "127.0.1.1")).status).to.equal(201);
      expect((await sayAsIsso("Three", "127.0.1.1")).status).to.equal(403);
      expect((await sayAsIsso("Four", "127.0.1.1", "203.0.113.9")).status, "as somebody else").to.equal(403);
      expect((await sayAsIsso("Five", "127.0.1.1", "203.0.113.9, 127.0.2.1")).status, "as the other").to.equal(403);
      expect((await sayAsIsso("Six", "127.0.2.1")).status, "a neighbour").to.equal(201);
    });

    it("takes what is signed as it was signed, in both manners, and nothing that was bent", async () => {
      const key = makeKey(`${far.id}#main-key`);
      far.serve("/users/quinn", {
        "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
        id: far.id,
        type: "Person",
        preferredUsername: "quinn",
        inbox: `${far.id}/inbox`,
        publicKey: { id: key.id, owner: far.id, publicKeyPem: key.pem },
      });
      const ap = { accept: "application/activity+json" };
      const asked = await ask(proxy, { host, path: `/ap/posts?url=${encodeURIComponent(post)}`, headers: ap });
      const inReplyTo = asked.headers.location ?? "";
      expect(inReplyTo).to.match(new RegExp(`^${url}/ap/posts/`));
      const reply = (name: string) => {
        const id = `${far.origin}/notes/${name}`;
        const object = {
          id,
          type: "Note",
          attributedTo: far.id,
          inReplyTo,
          content: `<p>Said ${name} – ü.</p>`,
          to: [Public],
          published: clock.now().toISOString(),
        };
        far.serve(`/notes/${name}`, { "@context": "https://www.w3.org/ns/activitystreams", ...object });
        // Spaces that somebody who writes it anew would lose.
        return Buffer.from(
          `${JSON.stringify({ "@context": "https://www.w3.org/ns/activitystreams", id: `${id}#create`, type: "Create", actor: far.id, to: [Public], object }, null, 1)}\n`,
        );
      };
      const send = ({ target, headers, body }: WireRequest) =>
        ask(proxy, {
          host,
          path: target,
          method: "POST",
          headers: { ...Object.fromEntries(headers), Host: host },
          body,
        });
      const date = clock.now();
      expect((await send(signCavage({ key, body: reply("first"), date, host }))).status).to.equal(202);
      expect((await send(signRfc9421({ key, body: reply("second"), date, host }))).status).to.equal(202);
      expect(
        (await send(signCavage({ key, body: reply("third"), date, host: "other.example" }))).status,
        "of another host",
      ).to.equal(401);
      const bent = signCavage({ key, body: reply("fourth"), date, host });
      expect((await send({ ...bent, body: Buffer.from(`${bent.body.toString()} `) })).status, "another body").to.equal(
        401,
      );
      await settle(node);
      clock.advance(1_000);
      const page = (await ask(proxy, { host, path: threadPath() })).body.toString();
      expect(page).to.contain("Said first – ü.").and.contain("Said second – ü.").and.not.contain("fourth");
    });

    it("tells open pages at once, and does not hold back what is never whole", async () => {
      const stream = await open(proxy, {
        host,
        path: `/live?url=${encodeURIComponent(post)}`,
        headers: { accept: "text/event-stream" },
      });
      expect(stream.headers["content-type"]).to.equal("text/event-stream");
      const chunks = stream[Symbol.asyncIterator]();
      const heard = async () => String((await chunks.next()).value);
      const first = /"shown":(\d+)/.exec(await heard())?.[1];
      expect(await say("While somebody listens.")).to.equal(303);
      await settle(node);
      await node.tick();
      const soon = AbortSignal.timeout(5_000);
      const silence = new Promise<string>((resolve) => soon.addEventListener("abort", () => resolve("nothing in 5 s")));
      expect(await Promise.race([heard(), silence])).to.contain(`"shown":${Number(first) + 1}`);
      stream.destroy();
    });

    it("leaves what is packed, and the marks of what somebody has already, as they are", async () => {
      for (const path of ["/embed.js", threadPath()]) {
        for (const encoding of ["br", "gzip", "identity"]) {
          const headers = { "accept-encoding": encoding };
          const answer = await ask(proxy, { host, path, headers });
          expect(answer.status, path).to.equal(200);
          expect(answer.headers["content-encoding"] ?? "identity", path).to.equal(encoding);
          expect(answer.headers.vary, path).to.match(/accept-encoding/i);
          if (path === "/embed.js")
            expect(answer.body.equals(await direct(path, headers)), `${path} in ${encoding}`).to.equal(true);
          const { etag = "" } = answer.headers;
          expect(etag, path).to.match(/^(W\/)?"[^"]+"$/);
          const again = await ask(proxy, { host, path, headers: { ...headers, "if-none-match": etag } });
          expect(again.status, `${path} in ${encoding}`).to.equal(304);
          expect(again.body).to.have.length(0);
        }
      }
    });

    it("lets a file pass that is as large as the node takes, and the node say no to one that is larger", async () => {
      const link = new URL((await node.loginLink()) as string);
      const entered = await ask(proxy, {
        host,
        path: "/login",
        method: "POST",
        headers: form,
        body: `token=${link.searchParams.get("token")}`,
      });
      expect(entered.status).to.equal(303);
      const cookie = (entered.headers["set-cookie"] ?? []).map((line) => line.split(";")[0]).join("; ");
      const desk = (await ask(proxy, { host, path: "/admin/import", headers: { cookie } })).body.toString();
      const csrf = /name="csrf" value="([^"]+)"/.exec(desk)?.[1] ?? "";
      const bring = (bytes: number) =>
        ask(proxy, {
          host,
          path: "/admin/import/file",
          method: "POST",
          headers: { cookie, origin: url, accept: "text/html", "content-type": "multipart/form-data; boundary=xyz" },
          body: multipart(csrf, bytes),
        });
      const taken = await bring(2_900_000);
      expect(taken.status, taken.body.toString()).to.equal(303);
      const refused = await bring(3_100_000);
      expect(refused.status).to.equal(413);
      expect(refused.body.toString(), "the node's own words").to.contain("3 MB");
    });
  });
}

async function* multipart(csrf: string, bytes: number): AsyncIterable<Buffer> {
  const part = (head: string) => Buffer.from(`--xyz\r\nContent-Disposition: form-data; ${head}\r\n\r\n`);
  yield Buffer.concat([part('name="csrf"'), Buffer.from(`${csrf}\r\n`)]);
  yield part('name="file"; filename="export.xml"');
  const chunk = Buffer.alloc(100_000, "x");
  for (let sent = 0; sent < bytes; sent += chunk.length) yield chunk;
  yield Buffer.from("\r\n--xyz--\r\n");
}
