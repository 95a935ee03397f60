import { createFederation, generateCryptoKeyPair, MemoryKvStore } from "@fedify/fedify";
import { Accept, Create, Delete, Endpoints, Image, Note, Person, Reject, Update } from "@fedify/vocab";

const name = "ada";

/**
 * The only person of this server, `ada`: what she wrote, what reached her inbox with a signature that holds, and whether
 * her follow was accepted. Without a queue each delivery is over when it was asked for, and its failure is seen.
 */
export async function createPerson({ origin, firstKnock, signedFetches }) {
  const keys = [await generateCryptoKeyPair("RSASSA-PKCS1-v1_5"), await generateCryptoKeyPair("Ed25519")];
  const own = new Map();
  const gone = new Set();
  const seen = new Map();
  let following = "no";

  const federation = createFederation({ kv: new MemoryKvStore(), allowPrivateAddress: true, firstKnock });

  const actor = federation
    .setActorDispatcher("/users/{identifier}", async (ctx, identifier) => {
      if (identifier !== name) return null;
      const pairs = await ctx.getActorKeyPairs(identifier);
      return new Person({
        id: ctx.getActorUri(identifier),
        preferredUsername: name,
        name: "Ada of Fedify",
        summary: "<p>Tests things.</p>",
        url: new URL(`/@${name}`, ctx.url),
        icon: new Image({ url: new URL("/ada.png", ctx.url), mediaType: "image/png" }),
        inbox: ctx.getInboxUri(identifier),
        endpoints: new Endpoints({ sharedInbox: ctx.getInboxUri() }),
        followers: ctx.getFollowersUri(identifier),
        publicKey: pairs[0].cryptographicKey,
        assertionMethods: pairs.map((pair) => pair.multikey),
      });
    })
    .setKeyPairsDispatcher(() => keys);
  if (signedFetches) actor.authorize(async (ctx) => (await ctx.getSignedKey()) !== null);

  federation.setFollowersDispatcher("/users/{identifier}/followers", () => ({ items: [] }));
  federation
    .setObjectDispatcher(Note, "/notes/{id}", (_ctx, { id }) => own.get(id)?.note ?? null)
    .authorize((_ctx, { id }) => own.get(id)?.audience !== "followers");

  federation
    .setInboxListeners("/users/{identifier}/inbox", "/inbox")
    .on(Accept, () => answered("accepted"))
    .on(Reject, () => answered("rejected"))
    .on(Create, keep)
    .on(Update, keep)
    .on(Delete, (_ctx, activity) => {
      const note = seen.get(activity.objectId?.href);
      if (note) note.deleted = true;
    });

  function answered(outcome) {
    following = outcome;
  }

  async function keep(ctx, activity) {
    const object = await activity.getObject(ctx);
    const author = await activity.getActor(ctx);
    if (!(object instanceof Note)) return;
    seen.set(object.id.href, {
      id: object.id.href,
      content: String(object.content ?? ""),
      author: `@${author.preferredUsername}@${author.id.host}`,
      inReplyTo: object.replyTargetId?.href ?? null,
      deleted: false,
    });
  }

  return {
    name,
    own,
    gone,
    context: () => federation.createContext(new URL(origin), undefined),
    state: () => ({ following, seen: [...seen.values()] }),
    answered,
    async answer(request) {
      const { pathname } = new URL(request.url);
      if (gone.has(pathname)) return new Response(null, { status: 410 });
      return federation.fetch(request, { contextData: undefined });
    },
  };
}
