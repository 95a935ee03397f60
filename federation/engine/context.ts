/**
 * The terms that we use beyond ActivityStreams and Security, which come with the engine. They stand inline in each
 * document, so that nobody has to fetch them.
 */
export function ownTerms(): Record<string, unknown> {
  return {
    toot: "http://joinmastodon.org/ns#",
    schema: "http://schema.org#",
    gts: "https://gotosocial.org/ns#",
    pt: "https://joinpeertube.org/ns#",
    Hashtag: "as:Hashtag",
    sensitive: "as:sensitive",
    manuallyApprovesFollowers: "as:manuallyApprovesFollowers",
    discoverable: "toot:discoverable",
    indexable: "toot:indexable",
    featured: { "@id": "toot:featured", "@type": "@id" },
    blurhash: "toot:blurhash",
    attributionDomains: { "@id": "toot:attributionDomains", "@type": "@id" },
    webfinger: "https://purl.archive.org/socialweb/webfinger#webfinger",
    commentsEnabled: { "@id": "pt:commentsEnabled", "@type": "schema:Boolean" },
    PropertyValue: "schema:PropertyValue",
    value: "schema:value",
    interactionPolicy: { "@id": "gts:interactionPolicy", "@type": "@id" },
    canQuote: { "@id": "gts:canQuote", "@type": "@id" },
    canReply: { "@id": "gts:canReply", "@type": "@id" },
    automaticApproval: { "@id": "gts:automaticApproval", "@type": "@id" },
    manualApproval: { "@id": "gts:manualApproval", "@type": "@id" },
    QuoteRequest: "https://w3id.org/fep/044f#QuoteRequest",
    QuoteAuthorization: "https://w3id.org/fep/044f#QuoteAuthorization",
    interactingObject: { "@id": "gts:interactingObject", "@type": "@id" },
    interactionTarget: { "@id": "gts:interactionTarget", "@type": "@id" },
    likesOf: { "@id": "https://w3id.org/fep/5711#likesOf", "@type": "@id" },
    sharesOf: { "@id": "https://w3id.org/fep/5711#sharesOf", "@type": "@id" },
    repliesOf: { "@id": "https://w3id.org/fep/5711#repliesOf", "@type": "@id" },
    implements: { "@id": "https://w3id.org/fep/844e/implements", "@type": "@id", "@container": "@list" },
  };
}

/** Looks a context up among those that come with the engine. */
export type ContextLoader<T> = (url: string) => Promise<T>;

const bundled = new Set(["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"]);

/**
 * Lets the engine read its bundled contexts and nothing else: none is ever fetched. They are handed out as copies, so
 * that two engines share none, and marked as never changing, which spares the library reading them again.
 */
export function onlyBundled<T extends { document: unknown }>(load: ContextLoader<T>): ContextLoader<T> {
  const copies = new Map<string, Promise<T>>();
  const copy = async (url: string) => ({ ...structuredClone(await load(url)), tag: "static" });
  return async (url) => {
    if (!bundled.has(url)) throw new Error(`The context ${url} is not bundled, and none is ever fetched.`);
    const known = copies.get(url) ?? copy(url);
    copies.set(url, known);
    return known;
  };
}
