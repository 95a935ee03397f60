/** The media type of everything that we answer as ActivityStreams: the one spelling that everybody takes. */
export const activityType = "application/activity+json";

/** What we accept when we ask for ActivityStreams: both types, the second with its profile. */
export const acceptActivity = `${activityType}, application/ld+json; profile="https://www.w3.org/ns/activitystreams"`;

const activityTypes = new Set([activityType, "application/ld+json"]);
const pageTypes = new Set(["text/html", "application/xhtml+xml"]);

/** Whether a content type, its parameters aside, is one of the two of ActivityStreams. */
export function isActivityType(contentType: string | null | undefined): boolean {
  const [type = ""] = (contentType ?? "").split(";", 1);
  return activityTypes.has(type.trim().toLowerCase());
}

interface Range {
  type: string;
  quality: number;
}

/**
 * Whether a request is for ActivityStreams rather than for a page (RFC 9110 §12.5.1). It must name one of the two types
 * of ActivityStreams, and prefer no HTML to it: wildcards, plain JSON and browsers get the page.
 */
export function wantsActivity(accept: string | undefined): boolean {
  const ranges = parseAccept(accept ?? "");
  const activity = best(ranges, activityTypes);
  return activity > 0 && activity >= best(ranges, pageTypes);
}

function best(ranges: readonly Range[], types: ReadonlySet<string>): number {
  return Math.max(0, ...ranges.filter((range) => types.has(range.type)).map((range) => range.quality));
}

/** The media ranges of the header. The profile is not looked at: nobody names one that means something else. */
function parseAccept(header: string): Range[] {
  // A quoted profile may hold anything but a quote, so that it is taken out before the list is cut at its commas.
  const plain = header.slice(0, 1000).replace(/"[^"]*"/g, "");
  return plain.split(",").map((part) => {
    const [type = "", ...parameters] = part.split(";").map((piece) => piece.trim().toLowerCase());
    const quality = parameters.find((parameter) => /^q\s*=/.test(parameter))?.replace(/^q\s*=\s*/, "");
    return { type, quality: quality === undefined ? 1 : clamp(Number(quality)) };
  });
}

function clamp(quality: number): number {
  return Number.isNaN(quality) ? 0 : Math.min(Math.max(quality, 0), 1);
}
