import type { BlockKind } from "../../domain/block.ts";
import { isNetwork } from "../../domain/network.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";

/** What somebody wants a rule about. */
export interface Target {
  kind: BlockKind;
  value: string;
  /** A person's handle, or whose network it is, for show. */
  label?: string;
  note?: string;
}

/** Finds an actor by handle (`name@host`) or profile address by asking its server; null when there is none. */
export type FindActor = (handleOrUrl: string) => Promise<{ id: string; handle: string } | null>;

/** The kinds that can be typed; a visitor is known by a comment alone. */
export type TypedKind = Exclude<BlockKind, "visitor">;

/** The handle that a text is, without the leading `@`; null where it is none. */
export function handleIn(text: string): string | null {
  return handlePattern.exec(text.trim())?.[1] ?? null;
}

const handlePattern = /^@?([^@\s/:]+@[^@\s/]+)$/;
const addressPattern = /^(https?:\/\/)?([^/\s]+\/[^/\s].*)$/i;
const mailPattern = /^\*@\S+$/;
const hostPattern = /^(https?:\/\/)?@?(\*\.)?[^\s*,;"]+$/i;

/**
 * Reads what an owner typed, as the kind that they chose or as what it looks like: a handle, the address of a profile, the
 * name of a server, `*@` and the domain of mailboxes, a network, or words. A person is always named by the actor's id, as
 * nothing else is compared later. Throws `invalid`, and `not-found` when nobody is there.
 */
export function createReadTarget(
  world: Pick<World, "profiles" | "comments" | "isPublicSuffix">,
  findActor: FindActor | null,
) {
  return async function readTarget(typed: string, chosen: TypedKind | null = null): Promise<Target> {
    const text = typed.trim();
    if (text === "") throw new Problem("invalid", "Say whom or what the rule is about.");
    // Nobody who types “com” means each comment with an address that ends so.
    const kind = chosen ?? (isEnding(text) && world.isPublicSuffix(text.toLowerCase()) ? "host" : kindOf(text));
    if (kind !== "actor") return { kind, value: text, ...(kind === "word" ? { label: unquoted(text) } : {}) };
    const handle = handleIn(text);
    if (handle) return person(handle, findActor ? await findActor(handle) : null);
    const address = addressPattern.exec(text);
    if (address) return readAddress(`${address[1] ?? "https://"}${address[2]}`);
    throw new Problem("invalid", `“${text.slice(0, 100)}” is neither a handle nor the address of a profile.`);
  };

  async function readAddress(address: string): Promise<Target> {
    if (!URL.canParse(address)) throw new Problem("invalid", `“${address.slice(0, 100)}” is not a web address.`);
    const url = new URL(address);
    // Servers show people of other servers at addresses of their own, such as https://here.example/@name@there.example.
    const elsewhere = handleIn(url.pathname.slice(1));
    if (elsewhere) return person(elsewhere, findActor ? await findActor(elsewhere) : null);
    const plain = `${url.origin}${url.pathname.replace(/\/$/, "")}${url.search}`;
    return person(plain, (await lookUp(url.href)) ?? (await lookUp(plain)) ?? (await findActor?.(url.href)) ?? null);
  }

  async function lookUp(address: string): Promise<{ id: string; handle: string } | null> {
    const profile = (await world.profiles.get(address)) ?? (await world.profiles.byUrl(address));
    if (profile) return { id: profile._id, handle: profile.handle };
    const [comment] = await world.comments.byActor(address, 1);
    return comment?.author.kind === "remote" ? comment.author : null;
  }
}

/** What a text looks like; what has neither a dot nor an address in it is a word. */
function kindOf(text: string): TypedKind {
  if (isNetwork(text)) return "network";
  if (mailPattern.test(text)) return "mail";
  if (/^["“„«].*["”“»]$/.test(text)) return "word";
  if (handlePattern.test(text) || addressPattern.test(text)) return "actor";
  return hostPattern.test(text) && /[.:]/.test(text) ? "host" : "word";
}

function isEnding(text: string): boolean {
  return /^[a-z]{2,3}$/i.test(text);
}

function unquoted(text: string): string {
  return text.replace(/^["“„«]|["”“»]$/g, "").trim();
}

function person(typed: string, actor: { id: string; handle: string } | null): Target {
  if (actor) return { kind: "actor", value: actor.id, label: actor.handle };
  const named = typed.includes("://") ? `at ${typed}` : `as @${typed}`;
  throw new Problem(
    "not-found",
    `Nobody was found ${named.slice(0, 100)}. Block the person from one of their comments, or block their whole server.`,
  );
}
