import { owner } from "../../src/domain/moderator.ts";
import { newsKinds } from "../../src/domain/notice.ts";
import type { Log } from "../../src/domain/ports.ts";
import { createBlock } from "../../src/usecases/moderate/block.ts";
import { targetsOf } from "../../src/usecases/moderate/comment-targets.ts";
import { createDecide, createDecideMany } from "../../src/usecases/moderate/decide.ts";
import { createManageHooks } from "../../src/usecases/notify/manage-hooks.ts";
import { type Blog, startBlog } from "./blog.ts";
import type { TestClock } from "./clock.ts";
import { closeAll } from "./close-all.ts";
import { settle, startNode, type TestNode } from "./composed-node.ts";
import { type FarServer, type Person, startFarServer } from "./far-server.ts";
import { type MailServer, startMailServer } from "./mail-server.ts";
import { useOwnersSide } from "./owners-side.ts";

const Public = "https://www.w3.org/ns/activitystreams#Public";

/** What a visitor says of themselves, told apart from everybody else's words. */
export const anna = { author: "Anna Visitor", email: "Anna@mailbox.example", website: "https://anna.example/" };

/** A node that people have used in every way there is, so that its store holds some of everything. */
export interface LivedIn {
  node: TestNode;
  mail: MailServer;
  far: FarServer;
  /** Somebody elsewhere who replied, followed, liked, boosted and reported. */
  bea: Person;
  page: string;
  /** The id of Bea's reply. */
  reply: string;
  /** The secrets that travelled in links and cookies. */
  handedOut: string[];
  /** Every line that was logged, with all its details. */
  logged: string[];
  /** Posts a comment and lets the node do what it owes. Returns its number. */
  say(text: string, fields?: Record<string, string>): Promise<number>;
  /** Lets Bea say or do something. */
  tell(activity: Record<string, unknown>): Promise<void>;
  close(): Promise<void>;
}

/** Starts such a node by journeys through its own doors. */
export async function startLivedIn(clock: TestClock, env: Record<string, string> = {}): Promise<LivedIn> {
  const blog: Blog = await startBlog();
  blog.publish({ slug: "first", title: "The first post" });
  const page = blog.urlOf("first");
  const mail = await startMailServer();
  const far = await startFarServer(clock);
  const icon = { type: "Image", url: `${far.origin}/bea.png` };
  const bea = far.person("bea", { name: "Bea Elsewhere", icon, url: `${far.origin}/@bea` });
  const logged: string[] = [];
  const node = await startNode(
    clock,
    {
      ANTIPHON_SITE: blog.home,
      ANTIPHON_HANDLE: "blog",
      ANTIPHON_GUESTS: "true",
      ANTIPHON_MODERATION: "none",
      ANTIPHON_SMTP: mail.url,
      ANTIPHON_MAIL_FROM: "Comments <comments@node.example>",
      ANTIPHON_OWNER_MAIL: "owner@mailbox.example",
      ANTIPHON_WEBHOOKS_PRIVATE: "on",
      ...env,
    },
    keepingLog(logged),
  );
  await node.page(page);
  await settle(node);
  const handedOut: string[] = [];
  const actor = `${node.url}/ap/actors/blog`;
  const found = await fetch(`${node.url}/ap/posts?url=${encodeURIComponent(page)}`, { redirect: "manual" });
  const note = found.headers.get("location") ?? "";
  const reply = `${far.origin}/notes/1`;

  async function say(text: string, fields: Record<string, string> = {}): Promise<number> {
    const posted = await node.post(page, { text, ...fields });
    if (posted.status !== 303) throw new Error(`“${text}” was not taken: ${posted.status}`);
    handedOut.push(...posted.cookie.split("; ").map((one) => one.slice(one.indexOf("=") + 1)));
    await settle(node);
    return Number(/#comment-(\d+)$/.exec(posted.location)?.[1]);
  }

  async function tell(activity: Record<string, unknown>): Promise<void> {
    const status = await bea.tell(node, { actor: bea.id, to: [Public], ...activity });
    if (status !== 202) throw new Error(`${activity["type"]} was answered with ${status}.`);
    await settle(node);
  }

  const token = new URL((await node.loginLink()) ?? "").searchParams.get("token") ?? "";
  const session = (await node.send("/login", { token })).cookie;
  handedOut.push(token, session.slice(session.indexOf("=") + 1));

  const asked = await say("What do **you** think?", { ...anna, notify: "yes", federate: "yes" });
  // Her website makes the node wait for its owner.
  const [held] = (await node.world.comments.inState("held", { limit: 1 })).items;
  if (!held) throw new Error("Nothing waits.");
  await createDecide(node.world)(held._id, "approve", owner);
  await settle(node);
  const confirm =
    /\/mail\/confirm\?key=(\S+)/.exec(
      mail.letters.find(({ text }) => text?.includes("/mail/confirm"))?.text ?? "",
    )?.[1] ?? "";
  await node.send("/mail/confirm", { key: decodeURIComponent(confirm) });
  const plain = await say("I think so.", { author: "Ben", parent: String(asked) });
  await say("What an unwanted thing to say.", { author: "Carl", email: "carl@elsewhere.example" });
  await node.send(`/comments/${plain}/report`, { reason: "abuse", words: "This hurts." });

  await tell({ id: `${bea.id}#follow`, type: "Follow", object: actor });
  await tell({
    id: `${reply}/activity`,
    type: "Create",
    object: {
      id: reply,
      type: "Note",
      attributedTo: bea.id,
      inReplyTo: note,
      to: [Public],
      summary: "Beware",
      content: "<p>Words from elsewhere :cat:</p>",
      tag: [{ type: "Emoji", name: ":cat:", icon: { type: "Image", url: `${far.origin}/cat.png` } }],
      attachment: [{ type: "Image", mediaType: "image/png", url: `${far.origin}/pic.png`, name: "A picture" }],
      published: clock.now().toISOString(),
    },
  });
  await tell({ id: `${bea.id}#like`, type: "Like", object: note, content: "🎉" });
  await tell({ id: `${bea.id}#boost`, type: "Announce", object: note });
  const { number } = await node.find("Words from elsewhere");
  const voted = await node.send("/votes", { number: String(number), value: "up" });
  handedOut.push(...voted.cookie.split("; ").map((one) => one.slice(one.indexOf("=") + 1)));
  const own = await node.find("I think so.");
  await tell({
    id: `${bea.id}#flag`,
    type: "Flag",
    to: [actor],
    object: [`${node.url}/ap/comments/${own._id}`],
    content: "Not nice.",
  });

  const unwanted = await node.find("unwanted");
  const block = createBlock(node.world);
  for (const target of Object.values(targetsOf(unwanted)).slice(0, 2)) if (target) await block(target, owner);
  await createDecideMany(node.world)([unwanted._id], "spam", owner);
  const hook = { preset: "generic", url: `${far.origin}/hook`, name: "Mine", site: "", secret: "", room: "" };
  await createManageHooks(node.world, node.hookTools).add({ ...hook, events: [...newsKinds] }, owner);
  await say("Words that came later.", { ...anna });
  handedOut.push(await useOwnersSide(node, session, page));
  await settle(node);
  await node.sweep();

  return {
    node,
    mail,
    far,
    bea,
    page,
    reply,
    handedOut,
    logged,
    say,
    tell,
    close: () => closeAll(node, mail, far, blog),
  };
}

function keepingLog(lines: string[]): Log {
  const keep = (details: object, sentence: string) =>
    void lines.push(
      `${sentence} ${JSON.stringify(details, (_, value) => (value instanceof Error ? `${value.message} ${value.stack}` : value))}`,
    );
  return { debug: keep, info: keep, warn: keep, error: keep };
}
