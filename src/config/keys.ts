import { isIP } from "node:net";
import { z } from "zod";
import { homeAt } from "../domain/address.ts";
import { usualBlockedDays } from "../domain/block.ts";
import { domainFault, nameFault, typedHandle } from "../domain/handle.ts";
import { isMailbox, letterPaces, letterSubjects, maxOwners } from "../domain/owner-letters.ts";
import { sortOrders } from "../domain/reading.ts";
import { moderationModes, votesModes } from "../domain/site.ts";
import { type SpamGuard, spamGuards, usualGuards, usualSpamDays } from "../domain/spam.ts";
import { completeLanguages, draftLanguages } from "../i18n/languages.ts";
import { backupKeys } from "./backup.ts";
import { readDuration } from "./duration.ts";
import { keepKeys } from "./keep.ts";
import { postKeys } from "./post-keys.ts";

const text = z.string().trim();

/** Splits a comma-separated list; blanks around and between the commas do not count. */
const list = text.transform((value) =>
  value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);

/** One of a few words, in any case. */
function word<const W extends readonly [string, ...string[]]>(words: W) {
  return text.toLowerCase().pipe(z.enum(words, { error: `must be ${listed(words)}` }));
}

const flag = word(["on", "off", "true", "false", "1", "0"]).transform((value) => ["on", "true", "1"].includes(value));

const webUrl = text.pipe(
  z.url({ protocol: /^https?$/, error: "must be a whole web address that starts with https:// or http://" }),
);

const origin = webUrl.transform((value, context) => {
  const url = new URL(value);
  if (url.pathname !== "/" || url.search || url.hash) {
    context.addIssue(`must name scheme, host and port alone, without “${url.pathname}${url.search}${url.hash}”`);
  } else if (url.username || url.password) {
    context.addIssue("must not hold a user name or password");
  }
  return url.origin;
});

const home = webUrl.transform((value, context) => {
  const url = new URL(value);
  if (url.username || url.password) context.addIssue("must not hold a user name or password");
  return homeAt(url);
});

const port = text
  .regex(/^\d{1,5}$/, "must be a number")
  .transform(Number)
  .pipe(z.number().max(65535, "must be 65535 at most"));

const store = text.regex(
  /^(sqlite:.+|mongodb(\+srv)?:\/\/.+)$/,
  "must start with sqlite: (a file, or :memory:) or be a mongodb:// address",
);

/** `name`, or `name@domain` where people shall find the blog by another domain than the node's. */
const handle = text.transform((value, context) => {
  const typed = typedHandle(value);
  const fault = nameFault(typed.name) ?? (typed.domain === null ? null : domainFault(typed.domain));
  if (fault !== null) context.addIssue(fault);
  return typed;
});

/** Names that Express knows for ranges of addresses. */
const ranges = ["loopback", "linklocal", "uniquelocal"];

const trustProxy = list.transform((parts, context): false | number | string[] => {
  const [first = "off"] = parts;
  if (parts.length <= 1 && /^(off|false|0)$/i.test(first)) return false;
  if (parts.length === 1 && /^(on|true)$/i.test(first)) return 1;
  if (parts.length === 1 && /^[1-9]$/.test(first)) return Number(first);
  const wrong = parts.find((part) => !ranges.includes(part) && !isRange(part));
  if (wrong !== undefined) {
    context.addIssue(`must be off, the number of proxies in front, or their addresses; “${wrong}” is neither`);
  }
  return parts;
});

const guards = list.transform((parts, context): SpamGuard[] => {
  const words = parts.map((part) => part.toLowerCase());
  if (words.join() === "off") return [];
  const wrong = words.find((word) => !(spamGuards as readonly string[]).includes(word));
  if (wrong !== undefined) context.addIssue(`must be off, or a list of ${listed(spamGuards)}; “${wrong}” is neither`);
  return spamGuards.filter((guard) => words.includes(guard));
});

function isRange(part: string): boolean {
  const [address = "", bits, ...rest] = part.split("/");
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

/** Longer than a month is no time to put a slip of the pen right. */
const mostEditMs = 31 * 24 * 3_600_000;

const editTime = text.transform((value, context): number => {
  const ms = readDuration(value);
  if (ms === null || ms < 60_000 || ms > mostEditMs) context.addIssue("must be a time from 1m to 31d");
  return ms ?? 0;
});

const mailboxes = list.transform((parts, context): string[] => {
  if (parts.length === 1 && /^off$/i.test(parts[0] as string)) return [];
  const wrong = parts.find((part) => !isMailbox(part));
  if (wrong !== undefined) context.addIssue(`must be off, or mail addresses with commas between; “${wrong}” is none`);
  if (parts.length > maxOwners) context.addIssue(`must name ${maxOwners} addresses at most`);
  return [...new Set(parts)];
});

const sender = /^([^<>\r\n]* <)?[^\s@<>]+@[^\s@<>]+>?$/;

/**
 * Every variable that the node reads: how its text becomes a value, and an example for somebody who got it wrong.
 * `.env.example` documents each; a test holds the two together.
 */
export const keys = {
  ANTIPHON_URL: { schema: origin, example: "https://comments.example.org" },
  PORT: { schema: port, example: "8080" },
  ANTIPHON_HOST: {
    schema: text.regex(/^[^\s/]+$/, "must be a host name or an address to listen on"),
    example: "0.0.0.0",
  },
  ANTIPHON_STORE: { schema: store, example: "sqlite:./data/antiphon.db" },
  ANTIPHON_SITE: { schema: list.pipe(z.array(home)), example: "https://blog.example.org/" },
  ANTIPHON_HANDLE: { schema: list.pipe(z.array(handle)), example: "blog" },
  ANTIPHON_FEED: { schema: list.pipe(z.array(webUrl)), example: "https://blog.example.org/feed.xml" },
  ANTIPHON_GUESTS: { schema: flag, example: "off" },
  ANTIPHON_MODERATION: { schema: word(moderationModes), example: "first" },
  ANTIPHON_UNLISTED: { schema: word(["show", "hide"]), example: "show" },
  ANTIPHON_POSTS: { schema: word(["note", "article"]), example: "note" },
  ANTIPHON_FEATURED: {
    schema: text.regex(/^[0-5]$/, "must be a number from 0 to 5").transform(Number),
    example: "3",
  },
  ANTIPHON_SMTP: {
    schema: text.pipe(
      z.url({ protocol: /^smtps?$/, error: "must be the address of a mail server, smtp:// or smtps://" }),
    ),
    example: "smtps://user:password@mail.example.org",
  },
  ANTIPHON_MAIL_FROM: {
    schema: text.regex(sender, "must be a mail address, or a name with one in angle brackets"),
    example: "Comments <comments@example.org>",
  },
  ANTIPHON_OWNER_MAIL: { schema: mailboxes, example: "you@example.org" },
  ANTIPHON_OWNER_MAIL_ABOUT: { schema: word(letterSubjects), example: "held" },
  ANTIPHON_OWNER_MAIL_PACE: { schema: word(letterPaces), example: "at-once" },
  ANTIPHON_WEBHOOKS_PRIVATE: { schema: flag, example: "off" },
  ANTIPHON_LANG: { schema: word([...completeLanguages, ...draftLanguages]), example: "en" },
  ANTIPHON_SPAM: { schema: guards, example: usualGuards.join() },
  ANTIPHON_CHECK_URL: { schema: webUrl, example: "http://127.0.0.1:9000/check" },
  ANTIPHON_CHECK_SECRET: {
    schema: text.min(24, "must have at least 24 characters that nobody can guess"),
    example: "what `openssl rand -hex 32` prints",
  },
  ANTIPHON_CHECK_FAILING: { schema: word(["ignore", "hold"]), example: "ignore" },
  ANTIPHON_SPAM_DAYS: {
    schema: text.regex(/^\d{1,4}$/, "must be a number of days, or 0 to keep it").transform(Number),
    example: String(usualSpamDays),
  },
  ANTIPHON_KEEP_BLOCKED_DAYS: {
    schema: text.regex(/^\d{1,4}$/, "must be a number of days, or 0 to keep it").transform(Number),
    example: String(usualBlockedDays),
  },
  ...postKeys,
  ...keepKeys,
  ANTIPHON_SORT: { schema: word(sortOrders), example: "oldest" },
  ANTIPHON_EDIT_TIME: { schema: editTime, example: "15m" },
  ANTIPHON_VOTES: { schema: word(votesModes), example: "like" },
  ANTIPHON_SECURE_FETCH: { schema: flag, example: "off" },
  ANTIPHON_GRAVATAR: { schema: flag, example: "off" },
  ANTIPHON_IMPORT_MB: {
    schema: text
      .regex(/^\d{1,6}$/, "must be a number of megabytes, or 0 for no imports in the browser")
      .transform(Number),
    example: "512",
  },
  ANTIPHON_LATEST: { schema: flag, example: "off" },
  ANTIPHON_ISSO_CONFIG: { schema: text, example: "/etc/isso.cfg" },
  ANTIPHON_SECRET: {
    schema: text.min(32, "must have at least 32 characters that nobody can guess"),
    example: "what `openssl rand -hex 32` prints",
  },
  ANTIPHON_KEY: {
    schema: list.pipe(
      z.array(z.string().min(32, "must have at least 32 characters that nobody can guess, in each of its keys")),
    ),
    example: "what `openssl rand -hex 32` prints",
  },
  ANTIPHON_METRICS: {
    schema: text.min(24, "must have at least 24 characters that nobody can guess"),
    example: "what `openssl rand -hex 32` prints",
  },
  ANTIPHON_TRUST_PROXY: { schema: trustProxy, example: "1" },
  ...backupKeys,
  ANTIPHON_LOG: { schema: word(["silent", "error", "warn", "info", "debug"]), example: "info" },
  ANTIPHON_ALLOW_PRIVATE_ADDRESSES: { schema: flag, example: "off" },
} as const;

/** The name of a variable that the node reads. */
export type ConfigKey = keyof typeof keys;

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
