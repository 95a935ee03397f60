import type { Attributes, Tag } from "sanitize-html";

const outward = { rel: "nofollow ugc noopener noreferrer", target: "_blank" };

/** Rewrites the links and images of one text; made anew for each, as it keeps in mind which links are open. */
export interface LinkPass {
  opened(name: string): void;
  closed(name: string): void;
  /** Links leave the page and lend no authority. What leads nowhere, or stands in another link, is text. */
  link(name: string, attributes: Attributes): Tag;
  /** Nothing is loaded from elsewhere: an image is a link to itself, named by its description. */
  image(name: string, attributes: Attributes): Tag;
}

/** Begins to rewrite a text; `opened` and `closed` have to be told of every tag. */
export function startLinkPass(): LinkPass {
  const open: { isLink: boolean }[] = [];
  return {
    opened(name) {
      if (name === "a") open.push({ isLink: false });
    },
    closed(name) {
      if (name === "a") open.pop();
    },
    link(_name, attributes) {
      const { href = "", class: names, lang, dir, translate } = attributes;
      const kept = present({ lang, dir, translate });
      const innermost = open.at(-1);
      if (!isOutward(href) || open.some(({ isLink }) => isLink)) return { tagName: "span", attribs: kept };
      if (innermost) innermost.isLink = true;
      return { tagName: "a", attribs: { ...present({ class: names }), ...kept, href, ...outward } };
    },
    image(_name, { src = "", alt = "" }) {
      const isLink = isOutward(src) && !/^mailto:/i.test(src) && !open.some((anchor) => anchor.isLink);
      if (!isLink) return { tagName: "span", attribs: {}, text: alt };
      return { tagName: "a", attribs: { href: src, ...outward }, text: alt || src };
    },
  };
}

/**
 * Whether an address may be linked to: the same comment shows on the blog and on the node, so one that is relative to
 * the page would lead astray; one with a user name is made to look like another host.
 */
export function isOutward(href: string): boolean {
  if (/^mailto:\S/i.test(href)) return true;
  if (!/^https?:\/\/[^/\s]/i.test(href) || !URL.canParse(href)) return false;
  const { username, password } = new URL(href);
  return username === "" && password === "";
}

function present(attributes: Record<string, string | undefined>): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined)) as Attributes;
}
