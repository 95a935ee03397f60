import { createHmac } from "node:crypto";
import { expect } from "chai";
import { solve } from "../../../src/client/work.ts";
import type { SafeHtml } from "../../../src/domain/brand.ts";
import { type MediaProxy, mediaToken, readMediaToken } from "../../../src/domain/media.ts";
import { owner } from "../../../src/domain/moderator.ts";
import { postNumber } from "../../../src/domain/post-number.ts";
import { Problem } from "../../../src/domain/problem.ts";
import type { Site } from "../../../src/domain/site.ts";
import { createPushKeys } from "../../../src/usecases/push/push-keys.ts";
import { type Ask, createAsk } from "../../helpers/ask-documented.ts";
import { createTestClock } from "../../helpers/clock.ts";
import { mira } from "../../helpers/comment.ts";
import { startNode } from "../../helpers/composed-node.ts";
import { relaxed } from "../../helpers/isso.ts";
import { createJudge, type Document, type Judge } from "../../helpers/openapi.ts";
import { ownerToken } from "../../helpers/owner-token.ts";
import { pictures } from "../../helpers/pictures.ts";
import { blogOrigin, postUrl, startWebNode, type WebNode } from "../../helpers/web.ts";

/** What of the document no request below is answered with, each with why. */
const notWalked: Readonly<Record<string, string>> = {
  "GET /healthz default": "the store would have to be away",
};

describe("what /openapi.json says", () => {
  let node: WebNode;
  let judge: Judge;
  let ask: Ask;
  let kept: string[];
  let started: string;
  const media: MediaProxy = {
    async read(token) {
      const found = readMediaToken(node.world.secrets, token);
      if (!found) throw new Problem("not-found", "There is no picture at this address.");
      return found;
    },
    load: async () => ({ type: "image/png", bytes: pictures["image/png"] as Buffer }),
  };
  const browser = { accept: "text/html" };

  before(async () => {
    node = await startWebNode({
      media,
      publishes: true,
      settings: { isso: { ...relaxed, latest: true } },
      findWay: async () => ({ kind: "open", url: "https://social.example/authorize_interaction?uri=x" }),
    });
    judge = createJudge((await (await fetch(`${node.url}/openapi.json`)).json()) as Document);
    kept = [];
    ask = createAsk(judge, node.url, blogOrigin, kept);
    started = await node.started();
    await node.put({ _id: "a", html: "<p>First</p>" as SafeHtml, lang: "en" });
    await node.put({
      _id: "b",
      parent: "a",
      path: ["a"],
      author: {
        ...mira,
        avatar: "https://far.example/mira.png",
        emoji: [{ text: ":cat:", image: "https://far.example/cat.png" }],
      },
      origin: "fediverse",
      remote: { id: "https://far.example/1", url: "https://far.example/@mira/1" },
      attachments: [{ url: "https://far.example/a.png", mediaType: "image/png", alt: "" }],
      warning: "Careful",
    });
    await node.put({ _id: "gone", state: "removed" });
    await node.put({ _id: "c", parent: "gone", path: ["gone"] });
    await node.put({
      _id: "held",
      state: "held",
      heldFor: ["It waits.", { check: "links", sentence: "Too many links." } as never],
    });
  });
  after(() => node.close());

  const page = `url=${encodeURIComponent(postUrl)}`;
  const elsewhere = `url=${encodeURIComponent("https://else.example/")}`;

  it("holds for all that shows comments", async () => {
    for (const more of ["", "&lang=de&sort=newest&view=flat", "&comment=1", "&below=1"])
      for (const path of ["/fragment", "/thread"]) await ask("GET", `${path}?${page}${more}`);
    await ask("GET", `/fragment?${page}&built=yes`);
    await ask("GET", `/fragment?${elsewhere}`);
    await ask("GET", `/thread?${elsewhere}`);
    await ask("GET", `/thread?${elsewhere}`, { headers: browser });
    await ask("GET", `/counts?${page}&url=x&lang=fr`);
    await ask("GET", "/counts");
    await ask("GET", "/recent?format=json&limit=2");
    await ask("GET", "/recent?site=blog", { headers: browser });
    await ask("GET", "/recent?limit=0");
    await ask("GET", "/c/1");
    await ask("GET", "/c/77");
    await ask("GET", `/live?${page}`);
    await ask("GET", `/live?${elsewhere}`);
    const replies = /\/feeds\/replies\.atom\?to=([^"]+)"/.exec(
      await ask("POST", "/own", { form: { url: postUrl, keys: await ownKey() } }),
    )?.[1];
    for (const format of ["atom", "rss", "json"]) {
      await ask("GET", `/feeds/thread.${format}?${page}`);
      await ask("GET", `/feeds/site.${format}?site=blog`);
      await ask("GET", `/feeds/replies.${format}?to=${replies}`);
    }
    await ask("GET", "/feeds/thread.txt?url=x");
    await ask("GET", "/feeds/site.atom?site=nobody");
    await ask("GET", "/feeds/replies.atom?to=x");
    const token = mediaToken(node.world.secrets, { kind: "emoji", address: "https://far.example/cat.png" });
    const reader = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0" };
    await ask("GET", `/media/${token}`, { headers: reader });
    await ask("GET", "/media/none", { headers: reader });
    await ask("GET", "/faces/0123456789ab.svg");
    await ask("GET", "/faces/none.svg");
  });

  it("holds for all that visitors write", async () => {
    const { challenge, difficulty } = await ask("POST", "/comments/work", { form: { url: postUrl } });
    await ask("POST", "/comments/work", { form: { url: "" } });
    const text = "Words with a link: https://far.example/";
    const full = {
      url: postUrl,
      text,
      started,
      author: "Zoe",
      email: "",
      website: "https://zoe.example/",
      parent: "1",
    };
    const posted = await ask("POST", "/comments", { form: { ...full, work: await solve(challenge, difficulty) } });
    expect(posted).to.include({ state: "published" });
    expect(await ask("POST", "/comments", { form: { ...full, text: `${text} twice` } })).to.include({ state: "held" });
    await ask("POST", "/comments", { form: { url: postUrl, text: "By a browser", started }, headers: browser });
    await ask("POST", "/comments", { form: { url: postUrl, text: "For a script", started, format: "fragment" } });
    await ask("POST", "/comments", { form: { url: postUrl, text: "", started } });
    await ask("POST", "/comments/preview", { form: { url: postUrl, text: "*Words*" } });
    await ask("POST", "/comments/preview", { form: { url: postUrl, text: "*Words*", format: "fragment" } });
    await ask("POST", "/comments/preview", { form: { url: "", text: "" } });
    await ask("POST", "/comments/face", { form: { url: postUrl, author: "Zoe" } });
    await ask("POST", "/comments/face", { form: { url: "" } });
    await ask("GET", `/own?${page}`, { headers: { cookie: kept.join("; ") } });
    await ask("GET", `/own?${elsewhere}`);
    await ask("POST", "/own", { form: { url: "https://else.example/" } });
    const { number, editKey: key } = posted;
    await ask("POST", `/comments/${number}/edit`, { form: { text: "Better words", key } });
    await ask("POST", `/comments/${number}/edit`, { form: { key }, headers: browser });
    await ask("POST", `/comments/${number}/edit`, { form: { text: "Best words", key }, headers: browser });
    await ask("POST", `/comments/${number}/edit`, { form: { text: "Better words", key: "none" } });
    expect(await ask("POST", "/votes", { form: { number: "1", value: "up" } })).to.deep.equal({ up: 1, down: 0 });
    await ask("POST", "/votes", { form: { number: "1", value: "up", format: "fragment" } });
    await ask("POST", "/votes", { form: { number: "1", value: "none" }, headers: browser });
    await ask("POST", "/votes", { form: { number: "77", value: "up" } });
    await ask("POST", "/comments/1/report", { form: { reason: "spam", words: "It is." } });
    await ask("POST", "/comments/77/report", { form: { reason: "spam" } });
    await ask("POST", "/comments/1/report", { form: { reason: "none" } });
    await ask("POST", `/comments/${number}/delete`, { form: { key }, headers: browser });
    await ask("POST", `/comments/${number}/delete`, { form: { key } });
    await ask("POST", `/comments/${number}/delete`, { form: { key } });
    const next = await ask("POST", "/comments", { form: { url: postUrl, text: "One more", started } });
    const sure = { key: next.editKey, sure: "yes" };
    await ask("POST", `/comments/${next.number}/delete`, { form: sure, headers: browser });
    await ask("POST", "/from-home", { form: { url: postUrl, server: "social.example" } });
    await ask("POST", "/from-home", { form: { url: "https://else.example/", server: "social.example" } });
  });

  it("holds for Mastodon's words", async () => {
    const id = postNumber("thread");
    for (const one of [id, "1", "2", "77", encodeURIComponent(postUrl)]) {
      await ask("GET", `/api/v1/statuses/${one}`);
      await ask("GET", `/api/v1/statuses/${one}/context`);
      await ask("GET", `/api/v1/statuses/${one}/favourited_by`);
      await ask("GET", `/api/v1/statuses/${one}/reblogged_by`);
    }
    const blog = await ask("GET", "/api/v1/accounts/lookup?acct=blog");
    await ask("GET", "/api/v1/accounts/lookup?acct=nobody");
    await ask("GET", `/api/v1/accounts/${blog.id}`);
    await ask("GET", "/api/v1/accounts/1");
    await ask("GET", `/api/v1/accounts/${blog.id}/statuses?limit=1`);
    await ask("GET", "/api/v1/accounts/1/statuses");
    await ask("GET", `/api/v2/search?q=${encodeURIComponent(postUrl)}&type=statuses`);
    await ask("GET", "/api/v2/search?q=blog");
    await ask("GET", "/api/v2/search");
  });

  it("holds for Isso's API", async () => {
    const program = { accept: "application/json" };
    const blog = { headers: { ...program, origin: blogOrigin } };
    for (const more of ["", "&plain=1&limit=1&nested_limit=0&sort=upvotes&after=1", "&parent=1&offset=0"])
      await ask("GET", `/?uri=%2Fpost${more}`, blog);
    await ask("GET", "/", { headers: browser });
    await ask("GET", "/?uri=%2Fpost&sort=none", blog);
    await ask("GET", "/?uri=%2Fpost&offset=-1", { headers: browser });
    const json = { text: "By Isso's client", author: "Zoe", email: null, website: null, parent: null, notification: 0 };
    const posted = await ask("POST", "/new?uri=%2Fpost", { json });
    await ask("POST", "/new?uri=%2Fpost", {
      json: { ...json, text: "A link https://a.example/ and https://b.example/" },
    });
    await ask("POST", "/new?uri=%2Fpost", { json: { ...json, text: "x" }, headers: program });
    const own = { cookie: kept.join("; "), ...program };
    await ask("GET", `/id/${posted.id}?plain=1`, { headers: own });
    await ask("GET", "/id/77", { headers: own });
    await ask("PUT", `/id/${posted.id}`, { json: { text: "Better words", author: null }, headers: own });
    await ask("PUT", `/id/${posted.id}`, { json: { text: "Better words" }, headers: program });
    for (const way of ["like", "dislike"]) {
      for (const number of ["1", "77"]) await ask("POST", `/id/${number}/${way}`, blog);
      await ask("POST", `/id/1/${way}`, { headers: { ...program, origin: "https://else.example" } });
    }
    await node.put({
      _id: "answer",
      parent: (await node.world.comments.byNumber(posted.id))?._id ?? "",
      path: [(await node.world.comments.byNumber(posted.id))?._id ?? ""],
    });
    await ask("DELETE", `/id/${posted.id}`, { headers: { ...own, origin: blogOrigin } });
    const last = await ask("POST", "/new?uri=%2Fpost", { json: { ...json, text: "Something else" } });
    await ask("DELETE", `/id/${last.id}`, { headers: { cookie: kept.join("; "), origin: blogOrigin } });
    await ask("DELETE", `/id/${last.id}`, { headers: { ...program, origin: blogOrigin } });
    await ask("POST", "/count", { json: ["/post", "/other"] });
    await ask("POST", "/count", { json: {}, headers: program });
    await ask("POST", "/preview", { json: { text: "*Words*" } });
    await ask("POST", "/preview", { json: {}, headers: program });
    await ask("GET", "/config");
    await ask("GET", "/info");
    await ask("GET", "/latest?limit=3");
    await ask("GET", "/latest?limit=0", { headers: program });
    await ask("GET", "/feed?uri=%2Fpost&limit=3", blog);
    await ask("GET", "/feed?uri=", { headers: program });
    for (const path of ["/config", "/info"]) await ask("GET", path);
  });

  it("holds for the owner's side", async () => {
    const token = await ownerToken(node, ["read", "moderate", "publish"]);
    const headers = { authorization: `Bearer ${token}` };
    const { comments } = await ask("GET", "/api/admin/comments?list=held&limit=1", { headers });
    expect(comments).to.have.lengthOf(1);
    for (const list of ["reported", "published", "hidden", "spam", "removed"])
      await ask("GET", `/api/admin/comments?list=${list}`, { headers });
    await ask("GET", "/api/admin/comments?list=none", { headers });
    await ask("GET", "/api/admin/comments", {});
    await ask("POST", "/api/admin/comments/held/approve", { headers });
    await ask("POST", "/api/admin/comments/held/explode", { headers });
    await ask("POST", "/api/admin/posts", { json: { url: postUrl }, headers });
    await ask("POST", "/api/admin/posts", { json: { url: "https://else.example/" }, headers });
  });

  it("holds for what blogs tell of their posts", async () => {
    const [site] = await node.world.sites.all();
    const { secret } = await createPushKeys(node.world).renew(site as Site, owner);
    const sign = (json: unknown) => {
      const t = node.clock.now().getTime();
      const hex = createHmac("sha256", secret)
        .update(`${JSON.stringify(json)}${t}`)
        .digest("hex");
      return `sha256=${hex}, t=${t}`;
    };
    const json = { event: "post.published", url: "https://blog.example/new", aliases: ["https://blog.example/old"] };
    await ask("POST", "/api/hooks/blog", { json, headers: { "x-antiphon-signature": sign(json) } });
    await ask("POST", "/api/hooks/nobody", { json, headers: { "x-antiphon-signature": sign(json) } });
    const post = { id: "1", url: "https://blog.example/new", title: "New", visibility: "public", status: "published" };
    const told = { post: { current: post, previous: {} } };
    for (const path of ["", "/post.published"]) {
      const headers = { "x-ghost-signature": sign(told) };
      await ask("POST", `/webhooks/ghost/blog${path}`, { json: told, headers });
      await ask("POST", `/webhooks/ghost/blog${path}`, { json: told, headers: { "x-ghost-signature": "none" } });
      node.clock.advance(1);
    }
  });

  it("holds for what others find the node by", async () => {
    const secret = "something-that-nobody-guesses";
    const whole = await startNode(createTestClock(), { ANTIPHON_METRICS: secret });
    try {
      const host = new URL(whole.url).host;
      const askWhole = createAsk(judge, whole.url, blogOrigin);
      const read = (path: string) => askWhole("GET", path);
      await read(`/.well-known/webfinger?resource=${encodeURIComponent(`acct:blog@${host}`)}`);
      await read("/.well-known/webfinger?resource=acct:nobody@else.example");
      await read("/.well-known/host-meta");
      await read("/.well-known/host-meta.json");
      await read("/.well-known/nodeinfo");
      for (const version of ["2.1", "2.0"]) await read(`/nodeinfo/${version}`);
      await read("/healthz");
      await askWhole("GET", "/metrics", { headers: { authorization: `Bearer ${secret}` } });
      await read("/metrics");
      await read("/openapi.json");
    } finally {
      await whole.close();
    }
  });

  it("was answered above in every way that it tells of", () => {
    const unseen = judge.unseen();
    expect(unseen.filter((line) => !(line in notWalked))).to.deep.equal([]);
    expect(Object.keys(notWalked).filter((line) => !unseen.includes(line))).to.deep.equal([]);
  });

  async function ownKey(): Promise<string> {
    return (await ask("POST", "/comments", { form: { url: postUrl, text: "Mine", started } })).editKey;
  }
});
