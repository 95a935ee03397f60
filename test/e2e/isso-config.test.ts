import { expect } from "chai";
import { type ComposedNode, compose } from "../../src/compose.ts";
import { readIssoConfig } from "../../src/config/isso/read.ts";
import { readConfig } from "../../src/config.ts";
import type { Log } from "../../src/domain/ports.ts";
import { createIssoFace } from "../../src/importers/isso-face.ts";
import { startBlog } from "../helpers/blog.ts";

const nothing = () => undefined;

describe("a node with Isso's configuration", () => {
  let node: ComposedNode;
  afterEach(() => node?.close());

  it("keeps its edit time, guard and faces, and logs what became of each line", async () => {
    const blog = await startBlog();
    blog.publish({ slug: "one" });
    const { origin } = new URL(blog.home);
    try {
      const said: string[] = [];
      const log: Log = {
        debug: nothing,
        warn: nothing,
        error: nothing,
        info: (_about, words) => void said.push(words),
      };
      const text = `
        [general]
        host = ${origin}
        max-age = 1h
        [moderation]
        enabled = false
        [guard]
        ratelimit = 1
        [hash]
        salt = pepper
        [admin]
        password = hunter2
        [server]
        listen = http://127.0.0.1:0/`;
      const env = {
        ANTIPHON_STORE: "sqlite::memory:",
        ANTIPHON_ALLOW_PRIVATE_ADDRESSES: "on",
        ANTIPHON_SPAM: "off",
        PORT: "0",
      };
      node = await compose(readConfig(env, {}, readIssoConfig("isso.cfg", text, {}, env)), { log, idle: true });
      const url = await node.listen();
      const post = (text: string) =>
        fetch(`${url}/new?uri=${encodeURIComponent("/posts/one")}`, {
          method: "POST",
          headers: { origin: origin, "content-type": "application/json" },
          body: JSON.stringify({ text, email: "a@b.example" }),
        });
      const answer = await post("Hello there");
      expect(answer.status).to.equal(201);
      expect(answer.headers.get("x-set-cookie")).to.contain("Max-Age=3600");
      const face = await createIssoFace({ algorithm: "pbkdf2", salt: "pepper" })("a@b.example");
      expect(await answer.json()).to.include({ hash: face });
      expect((await post("And again")).status).to.equal(403);
      expect(said.filter((words) => words.startsWith("["))).to.deep.equal([
        "[general] host taken as ANTIPHON_SITE.",
        "[general] max-age taken as ANTIPHON_EDIT_TIME.",
        "[moderation] enabled taken as ANTIPHON_MODERATION.",
        "[guard] ratelimit taken as it is.",
        "[hash] salt taken as it is.",
        "[admin] password has no effect: the owner's pages are at /admin/, opened by the link that `antiphon login` prints.",
        "[server] listen taken as ANTIPHON_HOST; PORT is set and wins.",
      ]);
    } finally {
      await blog.close();
    }
  });
});
