import sanitizeHtml, { type Attributes, type IOptions, type Tag } from "sanitize-html";
import { isOutward } from "./links.ts";
import { languageClass, shared, table } from "./sanitise.ts";

/** The most bytes that a post may have once it stands in JSON: half of what others take at all. */
const longestPost = 500_000;

/** Longer sources are not looked at, as cleaning one keeps everybody waiting: characters. */
const longestSource = 250_000;

/** What readers of long texts show; each of them cleans again by its own rules. */
const policy: IOptions = {
  ...shared,
  allowedTags: [
    ..."p br hr h2 h3 h4 h5 h6 blockquote q cite pre code kbd samp ul ol li dl dt dd figure figcaption img".split(" "),
    ..."a abbr b strong i em u s del ins mark small sub sup ruby rt rp".split(" "),
    ...[...table, "caption"],
  ],
  allowedAttributes: {
    "*": ["lang", "dir"],
    a: ["href"],
    abbr: ["title"],
    code: ["class"],
    img: ["src", "alt", "title", "width", "height"],
    li: ["value"],
    ol: ["start", "reversed"],
    td: ["colspan", "rowspan"],
    th: ["colspan", "rowspan"],
  },
  allowedClasses: { code: [languageClass] },
  exclusiveFilter: ({ tag, attribs }) => tag === "img" && !attribs["src"],
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/**
 * Cleans the text of a post of the blog's own, for those who read posts elsewhere: pictures stay, addresses are made
 * absolute against `base`, and its headings begin below the title. Null for what is empty, or too long to be sent.
 */
export function cleanPost(source: string, base: string): string | null {
  if (source.length > longestSource) return null;
  const html = sanitizeHtml(source.replace(controls, ""), {
    ...policy,
    transformTags: { h1: "h2", a: absolute(base, "href"), img: absolute(base, "src") },
  }).trim();
  return html === "" || Buffer.byteLength(JSON.stringify(html)) > longestPost ? null : html;
}

/** Makes one attribute absolute; what leads nowhere, or to somebody's password, is left out. */
function absolute(base: string, attribute: "href" | "src") {
  return (tagName: string, { [attribute]: address, ...rest }: Attributes): Tag => {
    const url = address !== undefined && URL.canParse(address, base) ? new URL(address, base).href : "";
    const kept = isOutward(url) && !(attribute === "src" && url.startsWith("mailto:"));
    return { tagName, attribs: kept ? { ...rest, [attribute]: url } : rest };
  };
}
