import sanitizeHtml, { type Attributes, type IOptions, type Tag } from "sanitize-html";

/** Tags inside each other; what is deeper is left out, so that hostile nesting costs nothing. */
const deepest = 40;

/** A comment stands below a heading of the page, so its own headings begin at the fourth level. */
const headings = { h1: "h4", h2: "h5", h3: "h6" };

const shared: IOptions = {
  allowedSchemes: ["http", "https", "mailto"],
  allowProtocolRelative: false,
  disallowedTagsMode: "discard",
  nonTextTags: ["script", "style", "textarea", "option", "noscript", "template", "title", "xmp", "iframe", "noembed"],
  nestingLimit: deepest,
  parser: { decodeEntities: true, lowerCaseTags: true },
};

const written: IOptions = {
  ...shared,
  allowedTags: [
    ..."p br hr a del ins strong em code pre blockquote ul ol li sub sup h4 h5 h6".split(" "),
    ..."table thead tbody tr th td".split(" "),
  ],
  allowedAttributes: { a: ["href", "rel", "target"], code: ["class"], ol: ["start"] },
  allowedClasses: { code: [/^language-[\w+#.-]{1,20}$/] },
  transformTags: { ...headings, a: linkOut },
};

/** The tags and classes that fediverse servers send and expect back (Mastodon's list, made the union of its peers'). */
const remote: IOptions = {
  ...shared,
  allowedTags: [
    ..."p br span a abbr del s pre blockquote code b strong u sub sup i em h4 h5 h6 ul ol li ruby rt rp".split(" "),
  ],
  allowedAttributes: {
    "*": ["lang", "dir", "translate"],
    a: ["href", "rel", "target", "class"],
    span: ["class"],
    abbr: ["title"],
    ol: ["start", "reversed"],
    li: ["value"],
  },
  allowedClasses: {
    a: ["h-*", "p-*", "u-*", "dt-*", "e-*", "mention", "hashtag"],
    span: ["h-*", "p-*", "u-*", "dt-*", "e-*", "mention", "hashtag", "ellipsis", "invisible", "quote-inline"],
  },
  transformTags: { ...headings, a: linkOut, img: imageToLink },
};

/** Cleans what our own Markdown renderer made. */
export function cleanWritten(html: string): string {
  return sanitizeHtml(html, written);
}

/** Cleans the content of a remote comment. Images become links: nothing is loaded from elsewhere. */
export function cleanRemote(html: string): string {
  return sanitizeHtml(html, remote);
}

/** Links leave the page, lend no authority and carry no address of the reader's page with them. */
function linkOut(_tag: string, attributes: Attributes): Tag {
  const { href, class: names, lang, dir, translate } = attributes;
  const kept = { class: names, lang, dir, translate };
  const attribs = Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)) as Attributes;
  if (href === undefined || !isAbsolute(href)) return { tagName: "a", attribs };
  return { tagName: "a", attribs: { ...attribs, href, rel: "nofollow ugc noopener noreferrer", target: "_blank" } };
}

function imageToLink(_tag: string, { src = "", alt = "" }: Attributes): Tag {
  if (!isAbsolute(src) || src.startsWith("mailto:")) return { tagName: "span", attribs: {}, text: alt };
  return { ...linkOut("a", { href: src }), text: alt || src };
}

/** The same comment shows on the blog and on the node, so an address relative to the page would lead astray. */
function isAbsolute(href: string): boolean {
  return /^(https?:\/\/[^/\s]|mailto:[^\s])/i.test(href);
}
