import { type Media, type MediaKind, type MediaProxy, type Picture, readMediaToken } from "../domain/media.ts";
import type { FetchResponse, GuardedFetch, World } from "../domain/ports.ts";
import { Problem } from "../domain/problem.ts";
import { rulingOf } from "../domain/ruling.ts";
import { pictureType } from "./picture-type.ts";
import { createSlots } from "./slots.ts";

interface Needs extends Pick<World, "blocks" | "secrets"> {
  fetch: GuardedFetch;
  /** Our own origin, of which nothing is fetched: a proxy that asks itself asks for ever. */
  origin: string;
}

/** The most bytes that a picture of each kind may have. */
const maxBytes: Record<MediaKind, number> = {
  emoji: 1_000_000,
  avatar: 2_000_000,
  attachment: 5_000_000,
  gravatar: 1_000_000,
};

const timeoutMs = 8_000;
const maxRedirects = 2;
const atOnce = 8;
const maxWaiting = 64;
const accept = "image/avif,image/webp,image/png,image/gif,image/jpeg";

/**
 * The media proxy: fetches what one of our own tokens names and nothing else, through the guarded fetch, a few at a time.
 * What a picture is called by its server counts for nothing, and what its bytes are for everything.
 */
export function createMediaProxy({ fetch, blocks, secrets, origin }: Needs): MediaProxy {
  const inSlot = createSlots(atOnce, maxWaiting);

  async function isBlocked(address: string): Promise<boolean> {
    const { severity, rejects } = await rulingOf(blocks, { id: null, addresses: [address] }, null);
    return severity === "block" || rejects.has("media");
  }

  async function ask({ kind, address }: Media): Promise<FetchResponse> {
    const request = { url: address, headers: { accept }, maxBytes: maxBytes[kind], timeoutMs, redirects: maxRedirects };
    const response = await fetch(request);
    // A server that is blocked hands nothing on by being redirected to, either.
    if (isOwn(response.url, origin) || (await isBlocked(response.url))) throw missing();
    return response;
  }

  return {
    async read(token) {
      const media = readMediaToken(secrets, token);
      if (!media || isOwn(media.address, origin) || (await isBlocked(media.address))) throw missing();
      return media;
    },
    load: (media) => inSlot(async () => pictureIn(await ask(media))),
  };
}

function pictureIn({ status, body }: FetchResponse): Picture {
  if (status === 404 || status === 410) throw missing();
  if (status !== 200) throw new Problem("upstream", `The server of this picture answers ${status}.`);
  const type = pictureType(body);
  if (type === null) throw new Problem("unsupported", "What is there is no picture of a kind that is shown here.");
  return { type, bytes: body };
}

function isOwn(address: string, origin: string): boolean {
  return URL.canParse(address) && new URL(address).origin === origin;
}

function missing(): Problem {
  return new Problem("not-found", "There is no picture at this address.");
}
