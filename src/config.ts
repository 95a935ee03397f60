import { z } from "zod";
import { type BackupConfig, backupFaults, backupOf } from "./config/backup.ts";
import type { IssoConfig } from "./config/isso/read.ts";
import { keepingOf } from "./config/keep.ts";
import { type ConfigKey, keys } from "./config/keys.ts";
import { nearest } from "./config/nearest.ts";
import { type ConfiguredPosts, postFaults, postsOf } from "./config/post-keys.ts";
import { isLoopback, isPublicOrigin } from "./config/reachable.ts";
import { usualBlockedDays } from "./domain/block.ts";
import { usualEditMs } from "./domain/edit-time.ts";
import { handleFor } from "./domain/handle.ts";
import type { Keeping } from "./domain/keeping.ts";
import type { OwnerLetters } from "./domain/owner-letters.ts";
import { Problem } from "./domain/problem.ts";
import type { SortOrder } from "./domain/reading.ts";
import type { ModerationMode, PostForm, UnlistedMode, VotesMode } from "./domain/site.ts";
import { type SpamGuard, usualGuards, usualSpamDays } from "./domain/spam.ts";
import { usualImportMb } from "./domain/uploads.ts";
import type { Language } from "./i18n/languages.ts";

/** How much is logged: this level and the graver ones. */
export type LogLevel = "silent" | "error" | "warn" | "info" | "debug";

/** Where a value in force came from. */
export type ConfigOrigin = "environment" | "antiphon.env" | "Isso's file" | "default";

/** Variables by name, as the environment or a file has them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** A blog that the environment names. */
export interface ConfiguredSite {
  /** Absolute, ending in `/`. */
  home: string;
  /** As given, else made from the blog's host name. */
  handle: string;
  /** The domain of its account; null for the node's own. */
  handleDomain: string | null;
  /** Null: to be discovered. */
  feed: string | null;
  /** Where else its posts come from. */
  posts: ConfiguredPosts;
}

/** How the node runs. Null means that the owner left it to the store: its value, at first start its default. */
export interface Config {
  /** Public origin of the node, without a trailing slash. */
  readonly url: string;
  /** Whether other servers can be expected to reach that origin: https, and no private name or address. */
  readonly isPublic: boolean;
  /** Whether anything may be sent to other servers: a public origin, or private addresses allowed. */
  readonly federates: boolean;
  readonly port: number;
  readonly host: string;
  readonly store: string;
  /** Empty: the demo blog is shown, unless the store knows a site. */
  readonly sites: readonly ConfiguredSite[];
  readonly guests: boolean | null;
  readonly moderation: ModerationMode | null;
  readonly unlisted: UnlistedMode | null;
  readonly posts: PostForm | null;
  /** The order that comments are shown in. */
  readonly sort: SortOrder | null;
  /** How readers vote; null: as the store has it. */
  readonly votes: VotesMode | null;
  /** How many posts new followers are shown first. */
  readonly featured: number | null;
  /** The mail server and the sender; null where nothing is mailed. */
  readonly mail: { readonly server: string; readonly from: string } | null;
  /** What letters to owners of all blogs are; a member is null where the store has it. */
  readonly letters: { readonly [K in keyof OwnerLetters]: OwnerLetters[K] | null };
  /** Whether webhooks may lie in the owner's own network. */
  readonly privateHooks: boolean;
  /** What the node speaks where neither a page nor a reader says. */
  readonly lang: Language;
  /** What is done against spam. */
  readonly spam: readonly SpamGuard[];
  /** The owner's own service, which is asked about each comment; null for none. */
  readonly check: { url: string; secret: string; failing: "ignore" | "hold" } | null;
  /** After how many days spam is deleted; 0 for never. */
  readonly spamDays: number;
  /** After how many days what a block hides is deleted; 0 for never. */
  readonly keepBlockedDays: number;
  /** For how long things are kept. */
  readonly keep: Keeping;
  /** Whether posts and comments are handed out only to servers that sign for them. */
  readonly secureFetch: boolean;
  /** Whether visitors' pictures are fetched from Gravatar, by the node. */
  readonly gravatar: boolean;
  /** The largest file that may be brought in the browser to be imported; 0 for none. */
  readonly importBytes: number;
  /** Whether Isso's `/latest` hands out the newest comments of a blog. */
  readonly latest: boolean;
  /** How long visitors may change or remove what they wrote. */
  readonly editMs: number;
  /** What an Isso configuration said, where one is read. */
  readonly isso: IssoConfig | null;
  /** Null: kept in a key file beside the embedded store. */
  readonly secret: string | null;
  /** What secrets in the store are sealed with, and behind it what they were sealed with before; none for not at all. */
  readonly sealKeys: readonly string[];
  /** What Prometheus shows to read the node's numbers; null where nothing is counted. */
  readonly metrics: string | null;
  /** Where and when the node makes backups; null for nowhere. */
  readonly backup: BackupConfig | null;
  /** What Express takes for its setting `trust proxy`. */
  readonly trustProxy: false | number | string[];
  readonly log: LogLevel;
  readonly allowPrivateAddresses: boolean;
  readonly origins: Readonly<Record<ConfigKey, ConfigOrigin>>;
}

const known = Object.keys(keys) as ConfigKey[];
const shape = Object.fromEntries(known.map((name) => [name, keys[name].schema.optional()]));
const schema = z.object(shape as { [K in ConfigKey]: z.ZodOptional<(typeof keys)[K]["schema"]> });

type Values = z.infer<typeof schema>;

/**
 * Reads how the node runs from the environment and, behind it, from the variables of an `antiphon.env` file, and last from
 * an Isso configuration. Pure: no file, no clock. Throws one `invalid` that tells every fault at once, each with its key, what is wrong and an example;
 * its `fields` hold them by key. A variable that is empty counts as not set.
 */
export function readConfig(environment: Variables, file: Variables = {}, isso: IssoConfig | null = null): Config {
  const given = { ...isso?.variables, ...filled(file), ...filled(environment) } as Record<string, string>;
  const origins = originsOf(environment, file, isso);
  const faults = unknownKeys(given);
  const parsed = schema.safeParse(given);
  for (const issue of parsed.error?.issues ?? []) {
    const name = issue.path[0] as ConfigKey;
    faults[name] ??= `${issue.message}, for example ${keys[name].example}.`;
  }
  if (parsed.success) Object.assign(faults, contradictions(parsed.data));
  if (!parsed.success || Object.keys(faults).length > 0)
    throw refusal(faults, (name) => (origins[name as ConfigKey] === "Isso's file" ? isso?.places[name] : undefined));
  return Object.freeze(complete(parsed.data, origins, isso));
}

/** The `ANTIPHON_STORE` that is kept in memory. */
export const inMemory = "sqlite::memory:";

/** Whether an `ANTIPHON_STORE` ends with the process that opened it, so that no other one sees what it holds. */
export function isInMemory(store: string): boolean {
  return store === inMemory;
}

/** Whether an `ANTIPHON_STORE` is a database server, which others may use at the same time. */
export function isServer(store: string): boolean {
  return store.startsWith("mongodb");
}

function complete(values: Values, origins: Config["origins"], isso: IssoConfig | null): Config {
  const local = values.ANTIPHON_URL !== undefined && isLoopback(values.ANTIPHON_URL);
  const port = values.PORT ?? (local ? portOf(values.ANTIPHON_URL as string) : 8080);
  const url = values.ANTIPHON_URL ?? `http://localhost:${port || 8080}`;
  const isPublic = isPublicOrigin(url);
  const allowPrivateAddresses = values.ANTIPHON_ALLOW_PRIVATE_ADDRESSES ?? false;
  return {
    url,
    isPublic,
    federates: isPublic || allowPrivateAddresses,
    port,
    host: values.ANTIPHON_HOST ?? "127.0.0.1",
    store: values.ANTIPHON_STORE ?? "sqlite:./data/antiphon.db",
    sites: sitesOf(values),
    guests: values.ANTIPHON_GUESTS ?? null,
    moderation: values.ANTIPHON_MODERATION ?? null,
    unlisted: values.ANTIPHON_UNLISTED ?? null,
    posts: values.ANTIPHON_POSTS ?? null,
    sort: values.ANTIPHON_SORT ?? null,
    votes: values.ANTIPHON_VOTES ?? null,
    featured: values.ANTIPHON_FEATURED ?? null,
    mail:
      values.ANTIPHON_SMTP === undefined
        ? null
        : { server: values.ANTIPHON_SMTP, from: values.ANTIPHON_MAIL_FROM as string },
    letters: {
      to: values.ANTIPHON_OWNER_MAIL ?? null,
      about: values.ANTIPHON_OWNER_MAIL_ABOUT ?? null,
      pace: values.ANTIPHON_OWNER_MAIL_PACE ?? null,
    },
    privateHooks: values.ANTIPHON_WEBHOOKS_PRIVATE ?? false,
    lang: values.ANTIPHON_LANG ?? "en",
    spam: values.ANTIPHON_SPAM ?? usualGuards,
    check:
      values.ANTIPHON_CHECK_URL === undefined
        ? null
        : {
            url: values.ANTIPHON_CHECK_URL,
            secret: values.ANTIPHON_CHECK_SECRET as string,
            failing: values.ANTIPHON_CHECK_FAILING ?? "ignore",
          },
    spamDays: values.ANTIPHON_SPAM_DAYS ?? usualSpamDays,
    keepBlockedDays: values.ANTIPHON_KEEP_BLOCKED_DAYS ?? usualBlockedDays,
    keep: keepingOf(values),
    secureFetch: values.ANTIPHON_SECURE_FETCH ?? false,
    gravatar: values.ANTIPHON_GRAVATAR ?? false,
    importBytes: (values.ANTIPHON_IMPORT_MB ?? usualImportMb) * 1_000_000,
    latest: values.ANTIPHON_LATEST ?? false,
    editMs: values.ANTIPHON_EDIT_TIME ?? usualEditMs,
    isso,
    secret: values.ANTIPHON_SECRET ?? null,
    sealKeys: values.ANTIPHON_KEY ?? [],
    metrics: values.ANTIPHON_METRICS ?? null,
    backup: backupOf(values),
    trustProxy: values.ANTIPHON_TRUST_PROXY ?? false,
    log: values.ANTIPHON_LOG ?? "info",
    allowPrivateAddresses,
    origins,
  };
}

function sitesOf(values: Values): ConfiguredSite[] {
  const taken = new Set((values.ANTIPHON_HANDLE ?? []).map(({ name }) => name));
  return (values.ANTIPHON_SITE ?? []).map((home, i) => {
    const given = values.ANTIPHON_HANDLE?.[i];
    const handle = given?.name ?? handleFor(home, taken);
    taken.add(handle);
    const feed = values.ANTIPHON_FEED?.[i] ?? null;
    return { home, handle, handleDomain: given?.domain ?? null, feed, posts: postsOf(values, i) };
  });
}

/** What no single variable can tell: lists that do not go together, and a store that cannot keep the secret. */
function contradictions(values: Values): Record<string, string> {
  const homes = values.ANTIPHON_SITE ?? [];
  const faults = { ...postFaults(values, homes.length), ...backupFaults(values) };
  const twice = homes.find((home, i) => homes.indexOf(home) !== i);
  if (twice) faults["ANTIPHON_SITE"] = `names ${twice} twice: name each blog once.`;
  for (const name of ["ANTIPHON_HANDLE", "ANTIPHON_FEED"] as const) {
    const parts = (values[name] ?? []).map((part) => (typeof part === "string" ? part : part.name));
    if (parts.length > 0 && homes.length === 0) {
      faults[name] = `belongs to a blog, but ANTIPHON_SITE names none, for example ${keys.ANTIPHON_SITE.example}.`;
    } else if (parts.length > 0 && parts.length !== homes.length) {
      faults[name] =
        `has ${parts.length} of what must be one for each blog, in the order of ANTIPHON_SITE, which names ${homes.length}.`;
    } else if (new Set(parts).size !== parts.length) {
      faults[name] = "names the same twice: each blog needs its own.";
    }
  }
  if (values.ANTIPHON_SMTP !== undefined && values.ANTIPHON_MAIL_FROM === undefined) {
    faults["ANTIPHON_MAIL_FROM"] =
      `must be set with ANTIPHON_SMTP: mail needs a sender, for example ${keys.ANTIPHON_MAIL_FROM.example}.`;
  }
  if ((values.ANTIPHON_OWNER_MAIL ?? []).length > 0 && values.ANTIPHON_SMTP === undefined) {
    faults["ANTIPHON_SMTP"] =
      `must be set with ANTIPHON_OWNER_MAIL: letters need a mail server, for example ${keys.ANTIPHON_SMTP.example}.`;
  }
  if (values.ANTIPHON_CHECK_URL !== undefined && values.ANTIPHON_CHECK_SECRET === undefined) {
    faults["ANTIPHON_CHECK_SECRET"] =
      `must be set with ANTIPHON_CHECK_URL, so that your service knows who asks, for example ${keys.ANTIPHON_CHECK_SECRET.example}.`;
  }
  if (isServer(values.ANTIPHON_STORE ?? "") && values.ANTIPHON_SECRET === undefined) {
    faults["ANTIPHON_SECRET"] =
      `must be set with a MongoDB store, the same on every node, for example ${keys.ANTIPHON_SECRET.example}.`;
  }
  return faults;
}

function unknownKeys(given: Record<string, string>): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const name of Object.keys(given)) {
    if (!name.startsWith("ANTIPHON_") || name in keys) continue;
    const close = nearest(name, known);
    faults[name] = close
      ? `is no setting; did you mean ${close}, for example ${keys[close as ConfigKey].example}?`
      : "is no setting: take it out. `.env.example` lists them all.";
  }
  return faults;
}

function refusal(faults: Record<string, string>, placeOf: (name: string) => string | undefined): Problem {
  const lines = Object.entries(faults).map(([name, sentence]) => {
    const place = placeOf(name);
    return place === undefined ? `  ${name} ${sentence}` : `  ${place}, as ${name}, ${sentence}`;
  });
  const head = lines.length === 1 ? "A setting is wrong:" : `${lines.length} settings are wrong:`;
  return new Problem("invalid", [head, ...lines].join("\n"), { fields: faults });
}

function originsOf(environment: Variables, file: Variables, isso: IssoConfig | null): Config["origins"] {
  const fromFile = filled(file);
  const fromEnvironment = filled(environment);
  const originOf = (name: string): ConfigOrigin => {
    if (name in fromEnvironment) return "environment";
    if (name in fromFile) return "antiphon.env";
    return isso && name in isso.variables ? "Isso's file" : "default";
  };
  return Object.fromEntries(known.map((name) => [name, originOf(name)])) as Config["origins"];
}

function filled(variables: Variables): Record<string, string> {
  const pairs = Object.entries(variables).filter((pair): pair is [string, string] => (pair[1] ?? "").trim() !== "");
  return Object.fromEntries(pairs);
}

function portOf(origin: string): number {
  return Number(new URL(origin).port) || 80;
}
