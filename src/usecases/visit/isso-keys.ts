import type { World } from "../../domain/ports.ts";

/** The setting that holds the session keys of imported Isso databases, so that links and cookies made with them stay good. */
export const issoSessionKeys = "issoSessionKeys";

/** The session key of an Isso, and the blog that its comments were imported for. */
export interface ImportedKey {
  site: string;
  key: string;
}

/** What a token says once its signature was checked. */
export interface IssoToken {
  payload: unknown;
  signedAt: Date;
  /** The blog whose imported key signed it; null for the node's own. */
  importedFor: string | null;
}

/** Makes and reads tokens as Isso does (itsdangerous' `URLSafeTimedSerializer`). */
export interface IssoKeys {
  sign(payload: unknown): Promise<string>;
  /** Null for what was signed with none of the keys. Age is for the caller to judge. */
  read(token: string): Promise<IssoToken | null>;
}

const longestToken = 2000;
const tokenPattern = /^(\.?[\w-]+)\.([\w-]+)\.([\w-]+)$/;

/** Signs with a key made of the node's secret; reads what that one or an imported one signed. */
export function createIssoKeys(world: Pick<World, "secrets" | "settings" | "clock">): IssoKeys {
  const own = () => world.secrets.sign("isso", "session key");

  return {
    sign: (payload) => signIsso(own(), payload, world.clock.now()),
    async read(token) {
      const [, payload, time, signature] = tokenPattern.exec(token.slice(0, longestToken + 1)) ?? [];
      if (!payload || !time || !signature || token.length > longestToken) return null;
      const signed = `${payload}.${time}`;
      const importedFor = (await isSignedBy(own(), signed, signature)) ? null : await signerOf(signed, signature);
      if (importedFor === undefined) return null;
      const seconds = Number.parseInt(Buffer.from(time, "base64url").toString("hex"), 16);
      return { payload: await decode(payload), signedAt: new Date(seconds * 1000), importedFor };
    },
  };

  /** The blog of the imported key that made a signature; undefined where none did. */
  async function signerOf(signed: string, signature: string): Promise<string | undefined> {
    for (const { site, key } of await readIssoKeys(world)) if (await isSignedBy(key, signed, signature)) return site;
    return undefined;
  }
}

/** The session keys that imports brought. */
export async function readIssoKeys(world: Pick<World, "settings">): Promise<ImportedKey[]> {
  return (await world.settings.get<ImportedKey[]>(issoSessionKeys)) ?? [];
}

/** Keeps the session key of a database that was imported for a blog; one that is known already changes nothing. */
export async function keepIssoKey(world: Pick<World, "settings">, { site, key }: ImportedKey): Promise<void> {
  const known = await readIssoKeys(world);
  if (known.some((one) => one.site === site && one.key === key)) return;
  await world.settings.set(issoSessionKeys, [...known, { site, key }]);
}

/** The token that Isso would make with a session key at that time. */
export async function signIsso(key: string, payload: unknown, at: Date): Promise<string> {
  const seconds = Math.floor(at.getTime() / 1000).toString(16);
  const time = Buffer.from(seconds.padStart(seconds.length + (seconds.length % 2), "0"), "hex");
  const signed = `${Buffer.from(JSON.stringify(payload)).toString("base64url")}.${time.toString("base64url")}`;
  const signature = await crypto.subtle.sign("HMAC", await signer(key), bytes(signed));
  return `${signed}.${Buffer.from(signature).toString("base64url")}`;
}

async function isSignedBy(key: string, signed: string, signature: string): Promise<boolean> {
  const given = new Uint8Array(Buffer.from(signature, "base64url"));
  return crypto.subtle.verify("HMAC", await signer(key), given, bytes(signed));
}

async function signer(key: string) {
  const derived = await crypto.subtle.digest("SHA-1", bytes(`itsdangeroussigner${key}`));
  return crypto.subtle.importKey("raw", derived, { name: "HMAC", hash: "SHA-1" }, false, ["sign", "verify"]);
}

/** A leading dot says that the payload was compressed. */
async function decode(payload: string): Promise<unknown> {
  try {
    const raw = new Uint8Array(Buffer.from(payload.replace(/^\./, ""), "base64url"));
    if (!payload.startsWith(".")) return JSON.parse(new TextDecoder().decode(raw));
    const inflated = new Blob([raw]).stream().pipeThrough(new DecompressionStream("deflate"));
    return await new Response(inflated).json();
  } catch {
    return null;
  }
}

function bytes(text: string) {
  return new TextEncoder().encode(text);
}
