/** What a rule is about: a person elsewhere, a server, words, the mailboxes of a domain, a network, or one visitor. */
export const blockKinds = ["actor", "host", "word", "mail", "network", "visitor"] as const;
export type BlockKind = (typeof blockKinds)[number];

/**
 * What a rule does: `noop` is no more than a note, `hold` lets all wait for the owner, `block` refuses it, `allow` exempts
 * from what a wider rule says.
 */
export const severities = ["noop", "hold", "block", "allow"] as const;
export type Severity = (typeof severities)[number];

/** What is turned away besides, whatever the severity: pictures, likes and boosts, reports of comments. */
export const rejections = ["media", "reactions", "reports"] as const;
export type Rejection = (typeof rejections)[number];

/** A rule of the owner's: somebody or some server, words or a network, and what is done about what comes from there. */
export interface Block {
  /** Kind and value, and the blog where it holds for one alone, so that a rule exists once. */
  _id: string;
  /** The blog that it holds for; the whole node where none is named. */
  site?: string | null;
  kind: BlockKind;
  value: string;
  /** The handle of a person, or whose network it is, for show. */
  label: string;
  /** For the owner alone. */
  note: string;
  createdAt: Date;
  /** Left out in rules that were made before there was a choice: those block. */
  severity?: Severity;
  rejects?: Rejection[];
  /** Whether what a block finds is emptied for good instead of being hidden. */
  erases?: boolean;
  /** Until when it holds; it is taken back within a minute after. */
  until?: Date | null;
  /** Why, in words that lists handed to others may carry. */
  reason?: string;
}

/** The value of the rule about every server: blocked, only those speak that are allowed by themselves. */
export const everywhere = "*";

/** After so many days what a block hides is deleted for good, where nothing is decided. */
export const usualBlockedDays = 30;

/** The setting that changes with every change of a rule about words, so that all nodes read them anew. */
export const wordsVersion = "blocks.words";

/** The identity of a block, of the whole node or of one blog. */
export function blockId(kind: BlockKind, value: string, site: string | null = null): string {
  return onBlog(`${kind}:${value}`, site);
}

/** The identity that a rule of the whole node has on one blog, where that rules by itself. */
export function onBlog(id: string, site: string | null): string {
  return site === null ? id : `${site}/${id}`;
}

/** The blog that a rule holds for, by its identity; null for the whole node. */
export function blogOf(id: string): string | null {
  return /^([^/:]+)\//.exec(id)?.[1] ?? null;
}

/** The identity that a rule has where it holds for the whole node. */
export function ruleOfNode(id: string): string {
  const blog = blogOf(id);
  return blog === null ? id : id.slice(blog.length + 1);
}

/** Whether a rule counts on a blog. */
export function holdsOn({ site = null }: Pick<Block, "site">, blog: string): boolean {
  return site === null || site === blog;
}

/** What a rule does. */
export function severityOf({ severity = "block" }: Pick<Block, "severity">): Severity {
  return severity;
}

/** Whether the mark of a hidden comment is that of a rule on words, which is about this comment and not about its author. */
export function isWordMark(mark: string | null): boolean {
  return mark !== null && ruleOfNode(mark).startsWith("word:");
}

/** The mark of what is hidden because its author asks not to be shown to the public web. */
export function wishId(actor: string): string {
  return `wish:${actor}`;
}

const ruleMark = new RegExp(`^(?:[^/:]+/)?(?:${blockKinds.join("|")}):`);

/** Whether the mark of a hidden comment is that of a rule. */
export function isRuleMark(mark: string | null): boolean {
  return mark !== null && ruleMark.test(mark);
}
