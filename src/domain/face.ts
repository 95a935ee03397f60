import { defaultHash } from "./isso.ts";

/**
 * The face that was drawn before faces were kept: from the hash of a mailbox, or from that of a network and a name with a
 * blank between.
 */
export async function drawnFace(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Buffer.from(digest).toString("hex").slice(0, 12);
}

/** The face of a mailbox, as Isso makes it: PBKDF2 of the address as Isso keeps it, with `&` escaped. */
export async function mailFace(email: string): Promise<string> {
  const text = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", text.encode(email.replaceAll("&", "&amp;")), "PBKDF2", false, [
    "deriveBits",
  ]);
  const how = { name: "PBKDF2", hash: "SHA-1", salt: text.encode(defaultHash.salt), iterations: 1000 };
  return Buffer.from(await crypto.subtle.deriveBits(how, key, 48)).toString("hex");
}
