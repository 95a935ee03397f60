import type { Secrets } from "./ports.ts";

/** What a picture from elsewhere is for, which decides how large it may be. */
export type MediaKind = "emoji" | "avatar" | "attachment" | "gravatar";

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
const padPurpose = "media pad";
const padBytes = 32;
const pattern = /^([A-Za-z0-9_-]{43})([.~])([A-Za-z0-9_-]{1,3000})$/;
/** How the address stands in a token: as anybody may read it, or sealed, where it would tell of somebody's mailbox. */
const marks: Record<MediaKind, "." | "~"> = { emoji: ".", avatar: ".", attachment: ".", gravatar: "~" };

/** The token of a picture: the same at any time, so that what it leads to may be kept for good. */
export function mediaToken(secrets: Pick<Secrets, "sign">, { kind, address }: Media): string {
  const text = `${kind} ${address}`;
  const signature = secrets.sign(purpose, text);
  const bytes = Buffer.from(text);
  const shown = marks[kind] === "~" ? padded(secrets, signature, bytes) : bytes;
  return `${signature}${marks[kind]}${shown.toString("base64url")}`;
}

/** What a token of ours stands for; null for any other. */
export function readMediaToken(secrets: Secrets, token: string): Media | null {
  const [, signature = "", mark = "", encoded = ""] = pattern.exec(token) ?? [];
  const bytes = Buffer.from(encoded, "base64url");
  // One picture has one token: other spellings of it would be kept by others as other pictures.
  if (bytes.toString("base64url") !== encoded) return null;
  const text = (mark === "~" ? padded(secrets, signature, bytes) : bytes).toString();
  const [kind = "", address = ""] = text.split(" ");
  // A sealed address that were taken in the clear as well would let anybody try which mailbox it is.
  if (!Object.hasOwn(marks, kind) || marks[kind as MediaKind] !== mark) return null;
  return secrets.verify(purpose, text, signature) ? { kind: kind as MediaKind, address } : null;
}

/** Seals and unseals: what is added to the bytes follows from the signature, which is another one for each text. */
function padded(secrets: Pick<Secrets, "sign">, signature: string, bytes: Buffer): Buffer {
  const blocks = Array.from({ length: Math.ceil(bytes.length / padBytes) }, (_, i) =>
    Buffer.from(secrets.sign(padPurpose, `${signature} ${i}`), "base64url"),
  );
  const pad = Buffer.concat(blocks);
  return Buffer.from(bytes.map((byte, i) => byte ^ (pad[i] as number)));
}
