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
  /** Kind and value, so that a rule exists once. */
  _id: string;
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

/** The setting that changes with every change of a rule about words, so that all nodes read them anew. */
export const wordsVersion = "blocks.words";

/** The identity of a block. */
export function blockId(kind: BlockKind, value: string): string {
  return `${kind}:${value}`;
}

/** What a rule does. */
export function severityOf({ severity = "block" }: Pick<Block, "severity">): Severity {
  return severity;
}

/** The mark of what is hidden because its author asks not to be shown to the public web. */
export function wishId(actor: string): string {
  return `wish:${actor}`;
}

/** Whether the mark of a hidden comment is that of a rule. */
export function isRuleMark(mark: string | null): boolean {
  return mark !== null && blockKinds.some((kind) => mark.startsWith(`${kind}:`));
}
