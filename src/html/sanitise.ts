import sanitizeHtml, { type IOptions } from "sanitize-html";
import { startLinkPass } from "./links.ts";

/** Tags inside each other; what is deeper is left out, so that hostile nesting costs nothing. */
const deepest = 40;

/** A comment stands below a heading of the page, so its own headings begin at the fourth level. */
const headings = { h1: "h4", h2: "h5", h3: "h6" };

/** The parts of a table. */
export const table = "table thead tbody tr th td".split(" ");

/** The class by which a piece of code says what it is written in. */
export const languageClass = /^language-[\w+#.-]{1,20}$/;

/** The classes of microformats. The sanitiser would make a pattern with a star into this one anew for each text. */
const microformat = /^(?:h|p|u|dt|e)-/;

/** Blocks that are not kept. Their ends become blanks, lest the words of two run together. */
const blockEnds =
  /<\/(?:div|section|article|header|footer|main|aside|figure|figcaption|address|center|details|summary|dl|dt|dd)\s*>/gi;

/** What all texts have in common, whoever wrote them. */
export const shared: IOptions = {
  allowedSchemes: ["http", "https", "mailto"],
  allowProtocolRelative: false,
  disallowedTagsMode: "discard",
  nonTextTags: ["script", "style", "textarea", "option", "noscript", "template", "title", "xmp", "iframe", "noembed"],
  nestingLimit: deepest,
  parser: { decodeEntities: true, lowerCaseTags: true },
};

const written: IOptions = {
  ...shared,
  allowedTags: [..."p br hr a del ins strong em code pre blockquote ul ol li sub sup h4 h5 h6".split(" "), ...table],
  allowedAttributes: { a: ["href", "rel", "target"], code: ["class"], ol: ["start"] },
  allowedClasses: { code: [languageClass] },
};

/** The tags and classes that fediverse servers send and expect back (Mastodon's list, made the union of its peers'). */
const remote: IOptions = {
  ...shared,
  allowedTags: [
    ..."p br span a abbr del s pre blockquote code b strong u sub sup i em h4 h5 h6 ul ol li ruby rt rp".split(" "),
    ...table,
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
    a: [microformat, "mention", "hashtag"],
    code: [languageClass],
    p: ["quote-inline"],
    span: [microformat, "mention", "hashtag", "ellipsis", "invisible", "quote-inline"],
  },
};

/**
 * Formulas come twice: as signs and, for those who cannot show them, as TeX. Where there is TeX, the signs are left out;
 * elsewhere they are all there is.
 */
const withTex: IOptions = {
  ...remote,
  nonTextTags: [
    ...(shared.nonTextTags ?? []),
    ..."mi mn mo ms mtext mrow mfrac msqrt mroot mstyle msub msup msubsup munder mover munderover".split(" "),
    ..."mtable mpadded mphantom menclose mmultiscripts annotation-xml".split(" "),
  ],
};

/** Cleans what our own Markdown renderer made. */
export function cleanWritten(html: string): string {
  return clean(html, written);
}

/** Cleans the content of a remote comment. Images become links: nothing is loaded from elsewhere. */
export function cleanRemote(html: string): string {
  const policy = html.includes("application/x-tex") ? withTex : remote;
  return clean(html.replace(blockEnds, "$& "), policy);
}

function clean(html: string, policy: IOptions): string {
  const links = startLinkPass();
  return sanitizeHtml(html, {
    onOpenTag: links.opened,
    onCloseTag: links.closed,
    transformTags: { a: links.link, img: links.image, ...headings },
    ...policy,
  });
}
