import type { Secrets } from "./ports.ts";

/** What a picture from elsewhere is for, which decides how large it may be. */
export type MediaKind = "emoji";

/** A picture on another server, as pages of ours point at it: by a token that only this node can make. */
export interface Media {
  kind: MediaKind;
  /** Its address there. */
  address: string;
}

/** A picture as it is handed on. */
export interface Picture {
  /** What its bytes are, whatever its server calls them. */
  type: string;
  bytes: Buffer;
}

/** Fetches pictures from other servers, so that no reader's browser has to. */
export interface MediaProxy {
  /** What a token stands for. Throws `not-found` for a token that is not ours, and for a server that is blocked. */
  read(token: string): Promise<Media>;
  /**
   * The picture. Throws `not-found` when there is none, `unsupported` for what is no picture, `too-large`, `upstream` when
   * its server does not answer, and `busy` when too many are fetched already.
   */
  load(media: Media): Promise<Picture>;
}

const purpose = "media";
const pattern = /^([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{1,3000})$/;
const kinds = new Set<string>(["emoji"] satisfies MediaKind[]);

/** The token of a picture: the same at any time, so that what it leads to may be kept for good. */
export function mediaToken(secrets: Pick<Secrets, "sign">, { kind, address }: Media): string {
  const text = `${kind} ${address}`;
  return `${secrets.sign(purpose, text)}.${Buffer.from(text).toString("base64url")}`;
}

/** What a token of ours stands for; null for any other. */
export function readMediaToken(secrets: Pick<Secrets, "verify">, token: string): Media | null {
  const [, signature = "", encoded = ""] = pattern.exec(token) ?? [];
  const text = Buffer.from(encoded, "base64url").toString();
  // One picture has one token: other spellings of it would be kept by others as other pictures.
  const isPlain = Buffer.from(text).toString("base64url") === encoded;
  const [kind = "", address = ""] = text.split(" ");
  if (!isPlain || !kinds.has(kind) || !secrets.verify(purpose, text, signature)) return null;
  return { kind: kind as MediaKind, address };
}
