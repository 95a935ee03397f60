import type { ParsedMail } from "mailparser";
import type { Comment } from "../../src/domain/comment.ts";
import { type Blog, startBlog } from "./blog.ts";
import type { TestClock } from "./clock.ts";
import { closeAll } from "./close-all.ts";
import { aComment } from "./comment.ts";
import { type Answered, settle, startNode, type TestNode } from "./composed-node.ts";
import { type MailServer, startMailServer } from "./mail-server.ts";

/** A node whose owner is told by mail, with a mail server and a blog of one post. */
export interface OwnerMail {
  node: TestNode;
  mail: MailServer;
  blog: Blog;
  /** The address of the post. */
  page: string;
  /** Posts a comment and lets the node do what it owes. */
  say(text: string, author?: string): Promise<void>;
  /** Stores comments as if they had come in just now, and leaves what they owe. */
  put(...given: (Partial<Comment> & { _id: string })[]): Promise<void>;
  /** Lets time pass, with one look at what is due at its end. */
  pass(ms: number): Promise<void>;
  /** The letter that came last. */
  last(): ParsedMail;
  /** Where a link of that letter leads. */
  linkOf(label: string): string;
  /** Opens a link as a browser does. */
  open(link: string): Promise<string>;
  /** Opens a link and presses the button that it leads to. */
  press(link: string): Promise<Answered>;
  /** Presses the button of a page that was shown. */
  pressOn(html: string): Promise<Answered>;
  close(): Promise<void>;
}

const minute = 60_000;
const day = 24 * 60 * minute;

/** Starts such a node; time moves on to where a day of letters begins, and with that an hour and five minutes. */
export async function startOwnerMail(clock: TestClock, env: Record<string, string> = {}): Promise<OwnerMail> {
  clock.advance(40 * day + 5 * 60 * minute - (clock.now().getTime() % day));
  const blog: Blog = await startBlog();
  blog.publish({ slug: "first", title: "The first post" });
  const page = blog.urlOf("first");
  const mail = await startMailServer();
  const node = await startNode(clock, {
    ANTIPHON_SITE: blog.home,
    ANTIPHON_HANDLE: "blog",
    ANTIPHON_SMTP: mail.url,
    ANTIPHON_MAIL_FROM: "Comments <comments@node.example>",
    ANTIPHON_OWNER_MAIL: "me@mail.example",
    ANTIPHON_MODERATION: "first",
    ANTIPHON_SPAM: "off",
    ...env,
  });
  await node.page(page);
  await settle(node);
  const [site] = await node.world.sites.all();
  const thread = (await node.world.threads.announced(site?._id ?? "", "old", { limit: 1 })).items[0];

  function last(): ParsedMail {
    const letter = mail.letters.at(-1);
    if (!letter) throw new Error("No letter came.");
    return letter;
  }
  const send = (key: string) => node.send("/mail/decide", { key });

  return {
    node,
    mail,
    blog,
    page,
    async say(text, author = "Ada") {
      const posted = await node.post(page, { text, author });
      if (posted.status !== 303) throw new Error(`“${text}” was not taken: ${posted.html}`);
      await settle(node);
    },
    async put(...given) {
      for (const one of given) {
        const owing = { owed: ["thread" as const], owedSince: clock.now(), version: 1 };
        const place = { site: site?._id ?? "", thread: thread?._id ?? "", createdAt: clock.now() };
        const number = await node.world.numbers.next();
        await node.world.comments.add(aComment({ ...place, ...owing, number, ...one }));
        node.world.debts.notice("comment", one._id);
      }
    },
    async pass(ms) {
      clock.advance(ms);
      await node.sweep();
      await settle(node);
    },
    last,
    linkOf(label) {
      const found = new RegExp(`^${label}:\\n(\\S+/mail/decide\\?key=\\S+)`, "m").exec(last().text ?? "")?.[1];
      if (!found) throw new Error(`The letter offers nothing like ${label}:\n${last().text}`);
      return found;
    },
    open: async (link) => (await fetch(link, { headers: { accept: "text/html" } })).text(),
    press: (link) => send(new URL(link).searchParams.get("key") ?? ""),
    pressOn: (html) => send(/name="key" value="([^"]+)"/.exec(html)?.[1] ?? ""),
    close: () => closeAll(node, mail, blog),
  };
}
