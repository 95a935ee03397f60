import { defaultHash } from "./isso.ts";

/** The face of a mailbox, as Isso makes it: PBKDF2 of the address as Isso keeps it, with `&` escaped. */
export async function mailFace(email: string): Promise<string> {
  const text = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", text.encode(email.replaceAll("&", "&amp;")), "PBKDF2", false, [
    "deriveBits",
  ]);
  const how = { name: "PBKDF2", hash: "SHA-1", salt: text.encode(defaultHash.salt), iterations: 1000 };
  return Buffer.from(await crypto.subtle.deriveBits(how, key, 48)).toString("hex");
}
