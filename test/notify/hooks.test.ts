import { expect } from "chai";
import { Webhook as Verifier } from "standardwebhooks";
import type { SafeHtml } from "../../src/domain/brand.ts";
import type { HookMessage, Preset, Webhook } from "../../src/domain/webhook.ts";
import { createHtml } from "../../src/html/html.ts";
import { createTongues } from "../../src/i18n/tongues.ts";
import { createGuardedFetch } from "../../src/net/guarded-fetch.ts";
import { signedHeaders } from "../../src/net/signed-call.ts";
import { createFormatHook } from "../../src/notify/hooks/format.ts";
import { createSendHook } from "../../src/usecases/notify/send-hook.ts";
import { createViews } from "../../src/web/render.ts";
import { aComment, mira } from "../helpers/comment.ts";
import { type Asked, type HookServer, startHookServer } from "../helpers/hook-server.ts";
import { aSite, aThread } from "../helpers/thread.ts";

const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const nasty =
  "@everyone <!channel> [click](https://evil.example) <https://evil.example|x> ``` *b* @room &amp; https://evil.example";

/** What is sent to each kind of service, looked at where it arrives. */
describe("messages to webhooks", () => {
  let server: HookServer;
  /** The one who verifies goes by the clock of the machine. */
  let now: Date;
  const html = createHtml();
  const views = createViews();
  const { english } = createTongues("en");
  const format = createFormatHook({
    sign: signedHeaders,
    links: {
      act: (key) => `https://node.example/mail/decide?key=${key}`,
      queue: () => "https://node.example/admin/",
      letters: () => "https://node.example/admin/mail",
    },
    excerptOf: (text) => html.toText(text, 600),
    render: (view, locals) => views.render(view, locals, english),
  });
  const fetch = createGuardedFetch({ allowPrivate: true, userAgent: "test" });
  const sendHook = createSendHook({ clock: { now: () => now } }, { format, fetch });

  beforeEach(async () => {
    now = new Date();
    server = await startHookServer();
  });
  afterEach(() => server.close());

  const hook = (preset: Preset, given: Partial<Webhook> = {}): Webhook => ({
    _id: "h",
    site: null,
    preset,
    name: preset,
    url: `${server.url}/in/token`,
    secret: null,
    room: null,
    events: ["comment.held"],
    createdAt: now,
    sentAt: null,
    failingSince: null,
    fault: null,
    stoppedAt: null,
    ...given,
  });

  const news = (text = "Hello <b>there</b>", name = "Mira"): HookMessage => ({
    id: "msg_1",
    at: now,
    says: {
      kind: "news",
      news: "comment.held",
      comment: aComment({
        _id: "a",
        state: "held",
        author: { ...mira, name },
        html: html.fromPlain(text) as SafeHtml,
        heldFor: ["It has 7 links."],
      }),
      thread: aThread(),
      site: aSite(),
      links: [
        { act: "approve", key: "k~1" },
        { act: "spam", key: "k~2" },
        { act: "delete", key: "k~3" },
        { act: "block", key: "k~4" },
      ],
      report: null,
    },
  });

  async function arrived(to: Webhook, message: HookMessage): Promise<Asked> {
    expect(await sendHook(to, message)).to.deep.equal({ kind: "sent" });
    return server.asked.at(-1) as Asked;
  }

  it("are signed for programs as Standard Webhooks says, and can be verified by somebody else’s code", async () => {
    const asked = await arrived(hook("generic", { secret }), news());
    expect(asked.method).to.equal("POST");
    const headers = asked.headers as Record<string, string>;
    const verified = new Verifier(secret).verify(asked.text, headers) as Record<string, unknown>;
    expect(verified).to.include({ type: "comment.held", timestamp: now.toISOString() });
    expect(headers["webhook-id"]).to.equal("msg_1");
    expect(asked.body.data.comment).to.include({ id: "a", state: "held", text: "Hello <b>there</b>" });
    expect(asked.body.data.comment.author).to.deep.equal({ name: "Mira", handle: mira.handle, url: mira.url });
    expect(asked.body.data.links.approve).to.equal("https://node.example/mail/decide?key=k~1");
    expect(asked.text).to.not.contain("email");
    const other = `whsec_${Buffer.alloc(32, 8).toString("base64")}`;
    expect(() => new Verifier(other).verify(asked.text, headers)).to.throw();
    expect(() => new Verifier(secret).verify(`${asked.text} `, headers)).to.throw();
  });

  it("have buttons on ntfy, three at most, and name the topic", async () => {
    const asked = await arrived(hook("ntfy", { url: `${server.url}/push/my%20topic`, secret: "tk_1" }), news());
    expect(asked.path).to.equal("/push");
    expect(asked.headers.authorization).to.equal("Bearer tk_1");
    expect(asked.body).to.include({
      topic: "my topic",
      title: "A comment waits for you",
      click: "https://node.example/admin/",
    });
    expect(asked.body.message).to.contain("Mira").and.contain("Hello <b>there</b>").and.contain("7 links");
    expect(asked.body.actions).to.have.lengthOf(3);
    expect(asked.body.actions[0]).to.deep.equal({
      action: "view",
      label: "Publish",
      url: "https://node.example/mail/decide?key=k~1",
    });
    await arrived(hook("ntfy", { url: `${server.url}/my-topic` }), news());
    expect(server.asked.at(-1)).to.deep.include({ path: "/" });
    expect(server.asked.at(-1)?.headers.authorization).to.equal(undefined);
  });

  it("hold strangers’ words in Slack’s plain text alone, and links of ours", async () => {
    const { body } = await arrived(hook("slack"), news(nasty, "<!everyone>"));
    expect(body).to.include({ text: "A comment waits for you", unfurl_links: false, unfurl_media: false });
    const texts = body.blocks.flatMap((block: { text?: object; elements?: object[] }) => [
      block.text,
      ...(block.elements ?? []),
    ]);
    const marked = texts.filter((text: { type: string } | undefined) => text?.type === "mrkdwn");
    expect(marked).to.have.lengthOf(1);
    expect(marked[0].text).to.equal(
      [
        "<https://node.example/mail/decide?key=k~1|Publish>",
        "<https://node.example/mail/decide?key=k~2|Spam>",
        "<https://node.example/mail/decide?key=k~3|Delete>",
        "<https://node.example/mail/decide?key=k~4|Block the person>",
      ].join(" · "),
    );
    const plain = texts.filter((text: { type: string } | undefined) => text?.type === "plain_text");
    expect(plain.map(({ text }: { text: string }) => text).join())
      .to.contain("<!everyone>")
      .and.contain("<!channel>");
  });

  it("ping nobody on Discord, and make no links of strangers’ words", async () => {
    const { body } = await arrived(hook("discord"), news(nasty, "[x](https://evil.example) @everyone"));
    expect(body.allowed_mentions).to.deep.equal({ parse: [] });
    expect(body.content).to.equal("A comment waits for you");
    const [embed] = body.embeds;
    expect(embed.description).to.match(/^```\n[^`]*\n```\n\[Publish\]\(<https:/);
    expect(embed.description.split("```")[1]).to.contain("@everyone");
    expect(Object.keys(embed).sort()).to.deep.equal(["author", "description", "footer"]);
  });

  it("tell Telegram by places what is marked, and make code of strangers’ words", async () => {
    const bot = hook("telegram", { url: server.url, secret: "123:abc_def-ghij", room: "-100123" });
    const { path, body } = await arrived(bot, news(`🎉 ${nasty}`, "@durov 🎉"));
    expect(path).to.equal("/bot123:abc_def-ghij/sendMessage");
    expect(body).to.deep.include({ chat_id: "-100123", link_preview_options: { is_disabled: true } });
    expect(body).to.not.have.property("parse_mode");
    const marked = (type: string) =>
      body.entities
        .filter((entity: { type: string }) => entity.type === type)
        .map(({ offset, length, url }: { offset: number; length: number; url?: string }) => [
          body.text.slice(offset, offset + length),
          url,
        ]);
    expect(marked("bold")).to.deep.equal([["A comment waits for you", undefined]]);
    expect(marked("text_link")[0]).to.deep.equal(["Publish", "https://node.example/mail/decide?key=k~1"]);
    const outside = body.entities.reduceRight(
      (text: string, { offset, length }: { offset: number; length: number }) =>
        text.slice(0, offset) + text.slice(offset + length),
      body.text,
    );
    expect(outside, "no word of a stranger stands outside of a mark").to.not.match(/@|https|🎉/);
  });

  it("mean nobody in a room of Matrix, once for each message", async () => {
    const account = hook("matrix", { url: `${server.url}/x`, secret: "syt_1", room: "!room:hs.example" });
    const { method, path, headers, body } = await arrived(account, news(nasty, "<b>@room</b>"));
    expect(method).to.equal("PUT");
    expect(path).to.equal("/_matrix/client/v3/rooms/!room%3Ahs.example/send/m.room.message/msg_1");
    expect(headers.authorization).to.equal("Bearer syt_1");
    expect(body).to.deep.include({ msgtype: "m.text", format: "org.matrix.custom.html", "m.mentions": {} });
    expect(body.formatted_body).to.contain("&lt;b&gt;@room&lt;/b&gt;").and.contain("&lt;!channel&gt;");
    expect(body.formatted_body.match(/<a /g)).to.have.lengthOf(5);
    expect(body.body).to.contain("Publish: https://node.example/mail/decide?key=k~1");
  });

  it("leave no name whole for hookshot, where it cannot be said that nobody is meant", async () => {
    const { body } = await arrived(hook("hookshot"), news(nasty, "@room"));
    expect(`${body.text}${body.html}`).to.not.contain("@room").and.not.contain("@everyone");
    expect(body.html).to.contain("@\u200broom").and.contain("&lt;!channel&gt;");
  });

  for (const preset of ["generic", "ntfy", "slack", "discord", "telegram", "matrix", "hookshot"] as const) {
    it(`are fit for ${preset} where there is no comment`, async () => {
      const to = hook(preset, { room: "!r:hs", secret: "1:a", ...(preset === "generic" ? { secret } : {}) });
      await arrived(to, { id: "msg_2", at: now, says: { kind: "test" } });
      expect(server.asked.at(-1)?.text).to.match(/This is a test|"type":"test"/);
      await arrived(to, { id: "msg_3", at: now, says: { kind: "many" } });
      expect(server.asked.at(-1)?.text).to.contain("https://node.example/admin/");
      await arrived(to, { id: "msg_4", at: now, says: { kind: "trouble", sentence: "The disk is full." } });
      expect(server.asked.at(-1)?.text).to.contain("The disk is full.");
      await arrived(to, { id: "msg_5", at: now, says: { kind: "over", sentence: "The disk has room." } });
      expect(server.asked.at(-1)?.text)
        .to.contain("The disk has room.")
        .and.match(/well again|"type":"node.recovered"/);
    });
  }

  it("are tried later where that is asked, by a header or as Telegram says it", async () => {
    const later = async () => {
      const sent = await sendHook(hook("slack"), news());
      return sent.kind === "later" ? [sent.reason, sent.after && sent.after.getTime() - now.getTime()] : sent;
    };
    const host = new URL(server.url).host;
    server.answer = { status: 429, headers: { "retry-after": "7" } };
    expect(await later()).to.deep.equal([`${host} answered 429.`, 7_000]);
    server.answer = { status: 429, body: '{"ok":false,"parameters":{"retry_after":9}}' };
    expect(((await later()) as unknown[])[1]).to.equal(9_000);
    server.answer = { status: 500, body: "<html>Oops</html>" };
    expect(await later()).to.deep.equal([`${host} answered 500.`, null]);
    server.answer = { status: 404, body: "no_team" };
    expect(await later()).to.deep.equal([`${host} answered 404: no_team`, null]);
    server.answer = { status: 410 };
    expect(await sendHook(hook("slack"), news())).to.include({ kind: "gone" });
  });

  it("go to the owner’s own network only where they said so", async () => {
    const guarded = createGuardedFetch({ allowPrivate: false, userAgent: "test" });
    const send = createSendHook({ clock: { now: () => now } }, { format, fetch: guarded });
    expect(await send(hook("slack"), news())).to.include({ kind: "refused" });
    expect(await send(hook("slack", { url: "https://[::ffff:127.0.0.1]/in" }), news())).to.include({ kind: "refused" });
    expect(server.asked).to.deep.equal([]);
  });
});
