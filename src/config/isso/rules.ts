import type { Variables } from "../../config.ts";
import type { GuardSettings, IssoHash, IssoSettings } from "../../domain/isso.ts";
import { mailVariables, ownerVariables } from "./mail.ts";
import { address, count, duration, flag, list, oneOf } from "./values.ts";

/** What an Isso configuration decides that no variable does. */
export interface IssoChoices {
  settings: IssoSettings;
  hash: IssoHash;
  /** Isso's database, for imports; null where none is named. */
  database: string | null;
}

/** What becomes of a key: variables stand for it, it changes a choice, or it has no place here. */
export type Ruling =
  | { kind: "variables"; values: Variables; note?: string }
  | { kind: "choice"; choose: (choices: IssoChoices) => void }
  | { kind: "none"; why: string };

/** Looks up the text of another key, `section.key`. */
export type Others = (name: string) => string | undefined;

/** Rules on the text of a key. Throws `invalid` with what it must be. */
export type Rule = (text: string, others: Others) => Ruling;

const variable = (name: string, read: (text: string) => string): Rule => {
  return (text) => ({ kind: "variables", values: { [name]: read(text) } });
};
const none = (why: string): Rule => {
  return () => ({ kind: "none", why });
};
/** A key that changes a choice once its text was read. */
const choice = <T>(read: (text: string) => T, choose: (choices: IssoChoices, value: T) => void): Rule => {
  return (text) => {
    const value = read(text);
    return { kind: "choice", choose: (choices) => choose(choices, value) };
  };
};
const guard = <K extends keyof GuardSettings>(key: K, read: (text: string) => GuardSettings[K]): Rule =>
  choice(read, ({ settings }, value) => {
    settings.guard[key] = value;
  });
const asIs = (text: string) => text;
const onOff = (text: string) => (flag(text) ? "on" : "off");

/** Whether the owner is written to of each new comment, as Isso does. */
const tellsOwner = (others: Others) => list(others("general.notify") ?? "").some((one) => /^smtp$/i.test(one));
const tellsReaders = (others: Others) => /^(1|yes|true|on)$/i.test(others("general.reply-notifications") ?? "");

/** A mail server has nothing to do where nobody is written to. */
const mail = (name: "ANTIPHON_SMTP" | "ANTIPHON_MAIL_FROM", check: (text: string) => void = () => undefined): Rule => {
  return (text, others) => {
    check(text);
    if (!tellsReaders(others) && !tellsOwner(others)) {
      return { kind: "none", why: "nobody is mailed: notify is not smtp, and reply-notifications is not true" };
    }
    return { kind: "variables", values: { [name]: mailVariables(others)[name] } };
  };
};

const ownMarkup = "comments are Markdown with one fixed list of elements";
const ownDoor = "the owner's pages are at /admin/, opened by the link that `antiphon login` prints";

/** Every key of Isso 0.14, and what becomes of it here. */
export const rules: Readonly<Record<string, Rule>> = {
  "general.dbpath": choice(asIs, (choices, file) => {
    choices.database = file;
  }),
  "general.name": none("one node serves all blogs, at the same address"),
  "general.host": hosts,
  "general.max-age": variable("ANTIPHON_EDIT_TIME", duration),
  "general.notify": (_text, others) => {
    if (!tellsOwner(others)) return { kind: "none", why: "new comments are shown at /admin/, not in the log" };
    const owner = ownerVariables(others);
    if (owner === null) return { kind: "none", why: "[smtp] names no address to write to" };
    return { kind: "variables", values: { ...mailVariables(others), ...owner } };
  },
  "general.reply-notifications": (text, others) =>
    flag(text)
      ? { kind: "variables", values: mailVariables(others) }
      : { kind: "none", why: "readers are offered letters where ANTIPHON_SMTP is set" },
  "general.log-file": none("the log goes to standard output; let the service manager keep it"),
  "general.gravatar": variable("ANTIPHON_GRAVATAR", onOff),
  "general.gravatar-url": none("pictures are fetched from Gravatar by the node, and drawn where there is none"),
  "general.latest-enabled": variable("ANTIPHON_LATEST", onOff),
  "admin.enabled": none(ownDoor),
  "admin.password": none(ownDoor),
  "moderation.enabled": variable("ANTIPHON_MODERATION", (text) => (flag(text) ? "all" : "none")),
  "moderation.approve-if-email-previously-approved": none(
    "an address can be typed by anybody: who was approved once is known by their browser, or by their account",
  ),
  "moderation.purge-after": none("what waits is kept until you decide; spam goes after ANTIPHON_SPAM_DAYS"),
  "server.listen": listen,
  "server.public-endpoint": variable("ANTIPHON_URL", asIs),
  "server.reload": none("a setting of Isso's developers"),
  "server.profile": none("a setting of Isso's developers"),
  "server.trusted-proxies": variable("ANTIPHON_TRUST_PROXY", (text) => list(text).join(", ")),
  "server.samesite": none("cookies are Lax by http, and None and Partitioned by https"),
  "smtp.username": mail("ANTIPHON_SMTP"),
  "smtp.password": mail("ANTIPHON_SMTP"),
  "smtp.host": mail("ANTIPHON_SMTP"),
  "smtp.port": mail("ANTIPHON_SMTP", count),
  "smtp.security": mail("ANTIPHON_SMTP", (text) => oneOf(["none", "starttls", "ssl"], text)),
  "smtp.to": (_text, others) => {
    const owner = tellsOwner(others) ? ownerVariables(others) : null;
    return owner
      ? { kind: "variables", values: owner }
      : { kind: "none", why: "the owner is mailed where notify is smtp" };
  },
  "smtp.from": mail("ANTIPHON_MAIL_FROM"),
  "smtp.timeout": none("a mail server has 20 seconds, and is asked again for five days"),
  "guard.enabled": guard("enabled", flag),
  "guard.ratelimit": guard("ratelimit", count),
  "guard.direct-reply": guard("directReply", count),
  "guard.reply-to-self": guard("replyToSelf", flag),
  "guard.require-author": guard("requireAuthor", flag),
  "guard.require-email": guard("requireEmail", flag),
  "guard.website-field": choice(flag, ({ settings }, shown) => {
    settings.websiteField = shown;
  }),
  "markup.renderer": none(ownMarkup),
  "markup.allowed-elements": none(ownMarkup),
  "markup.allowed-attributes": none(ownMarkup),
  "markup.mistune.plugins": none(ownMarkup),
  "markup.mistune.parameters": none(ownMarkup),
  "markup.misaka.options": none(ownMarkup),
  "markup.misaka.flags": none(ownMarkup),
  "hash.salt": choice(asIs, ({ hash }, salt) => {
    hash.salt = salt;
  }),
  "hash.algorithm": choice(asIs, ({ hash }, algorithm) => {
    hash.algorithm = algorithm;
  }),
  "rss.base": none("feeds are always there, and name each page by its own address"),
  "rss.limit": choice(count, ({ settings }, most) => {
    settings.feedLimit = most;
  }),
};

/** Keys whose text is nobody's to read. */
export const secretKeys: readonly string[] = ["smtp.password", "admin.password", "hash.salt"];

/** Isso looks at scheme, host and port alone; a blog that is named by http and by https is one blog. */
function hosts(text: string): Ruling {
  const origins = [...new Set(list(text).map((part) => address(part).origin))];
  const kept = origins.filter(
    (origin) => !origins.includes(origin.replace(/^http:/, "https:")) || /^https/.test(origin),
  );
  const values = { ANTIPHON_SITE: kept.map((origin) => `${origin}/`).join(", ") };
  const left = origins.filter((origin) => !kept.includes(origin));
  if (left.length === 0) return { kind: "variables", values };
  return { kind: "variables", values, note: `${left.join(" and ")} taken for the same blog as by https` };
}

function listen(text: string): Ruling {
  if (/^unix:/i.test(text))
    return { kind: "none", why: "the node listens at a port: set PORT, and name it to the proxy" };
  const { hostname, port, protocol } = address(text);
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  return { kind: "variables", values: { ANTIPHON_HOST: host, PORT: port || (protocol === "https:" ? "443" : "80") } };
}
