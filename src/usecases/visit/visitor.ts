import type { Visitor } from "../../domain/author.ts";
import { mailFace } from "../../domain/face.ts";
import type { World } from "../../domain/ports.ts";
import { type Sentence, sentence } from "../../domain/sentence.ts";

/** What a visitor typed about themselves, and where the request came from. */
export interface VisitorFields {
  author: string;
  email: string;
  website: string;
  /** The client's network address; only a keyed hash of its prefix is kept. */
  address: string;
}

/** A visitor, or a sentence for each field that cannot be taken. */
export interface VisitorReading {
  visitor: Visitor;
  /** The name of their network. */
  network: string;
  faults: Record<string, Sentence>;
}

/** The most characters of a name. */
export const maxName = 100;

const maxLine = 254;
const plausibleEmail = /^[^\s@<>"(),:;[\]\\]+@[^\s@.]+(\.[^\s@.]+)+$/u;
const invisible = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Reads the author of a comment from the form; never throws for what was typed, as all faults are shown at once. */
export async function readVisitor(
  world: Pick<World, "secrets" | "networks">,
  fields: VisitorFields,
): Promise<VisitorReading> {
  const { name, website, faults } = readSelf(fields);
  const email = fields.email.trim();
  if (email !== "" && !isMailbox(email)) faults["email"] = sentence("fault.email");
  const network = await world.networks.nameOf(fields.address);
  const known = email ? { email, hash: mailHash(world, email), network } : { email: null, hash: network };
  return { visitor: { kind: "visitor", name, website, ...known }, network, faults };
}

/**
 * A visitor with what their face is drawn from: their mailbox, or else their network and name, so that two of a household
 * are neither taken for each other nor seen to be neighbours. It outlasts the name of the network.
 */
export async function withFace(
  { secrets, mailFace: faceOf = mailFace }: Pick<World, "secrets" | "mailFace">,
  visitor: Visitor,
): Promise<Visitor> {
  const { email, hash, name } = visitor;
  if (email === null) return Object.assign({}, visitor, { face: hexOf(secrets.sign("face", `${hash} ${name}`)) });
  const face = await faceOf(email);
  return face === null ? visitor : Object.assign({}, visitor, { face });
}

function hexOf(signature: string): string {
  return Buffer.from(signature, "base64url").toString("hex").slice(0, 12);
}

/** Reads what visitors may change about themselves later. */
export function readSelf(fields: Pick<VisitorFields, "author" | "website">) {
  const faults: Record<string, Sentence> = {};
  const name = cleanName(fields.author);
  if (name.length > maxName) faults["author"] = sentence("fault.name", { max: maxName });
  const website = readWebsite(fields.website.trim());
  if (website === undefined) faults["website"] = sentence("fault.website");
  return { name, website: website ?? null, faults };
}

/** A name on one line, without what cannot be seen or turns the direction of the page. */
export function cleanName(typed: string): string {
  return typed.replace(invisible, " ").replace(/\s+/g, " ").trim();
}

/** Whether a text looks like the address of a mailbox. */
export function isMailbox(text: string): boolean {
  return text.length <= maxLine && plausibleEmail.test(text);
}

/** What stands for a mailbox in a visitor's `hash`. */
export function mailHash(world: Pick<World, "secrets">, email: string): string {
  return world.secrets.sign("visitor", `mail ${email.toLowerCase()}`);
}

/** What stands for somebody of whom nothing but a name is known; empty for nobody. */
export function nameHash(world: Pick<World, "secrets">, name: string): string {
  return name === "" ? "" : world.secrets.sign("visitor", `name ${name}`);
}

/** The part of a network address that stands for a household: /24 of IPv4, /48 of IPv6. Anything else is kept whole. */
export function networkPrefix(address: string): string {
  const mapped = /^(?:::ffff:)?(\d+\.\d+\.\d+)\.\d+$/i.exec(address);
  if (mapped) return `${mapped[1]}.0/24`;
  if (!address.includes(":")) return address;
  const [head = "", tail = ""] = address.toLowerCase().replace(/%.*$/, "").split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === "" ? [] : tail.split(":");
  const zeros = address.includes("::") ? Math.max(0, 8 - left.length - right.length) : 0;
  const groups = [...left, ...Array<string>(zeros).fill("0"), ...right].slice(0, 3);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/48`;
}

/** A website as an absolute address; null for an empty text, undefined for what is none. */
export function readWebsite(text: string): string | null | undefined {
  if (text === "") return null;
  if (text.length > maxLine) return undefined;
  const typed = /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(text) ? text : `https://${text}`;
  let url: URL;
  try {
    url = new URL(typed);
  } catch {
    return undefined;
  }
  const fit =
    (url.protocol === "https:" || url.protocol === "http:") &&
    url.hostname.includes(".") &&
    !url.username &&
    !url.password;
  return fit ? url.href : undefined;
}
