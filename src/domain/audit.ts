import type { Moderator } from "./moderator.ts";

/** What can be done on the owner's side, each with the words that the log has for it. */
export const acts = {
  "comment.approve": "published a comment",
  "comment.hide": "hid a comment",
  "comment.show": "showed a comment again",
  "comment.spam": "sorted a comment out as spam",
  "comment.delete": "deleted a comment",
  "comment.edit": "changed the words of a comment",
  "comment.pin": "pinned a comment to the top of its thread",
  "comment.unpin": "took a comment off the top of its thread",
  "comment.undo": "took back what was decided of a comment",
  "post.publish": "published to the fediverse the post",
  "post.withdraw": "withdrew from the fediverse the post",
  "posts.import": "brought the addresses of older posts along, of",
  "level.thread": "changed who may comment on the post",
  "site.settings": "changed the settings of",
  "commenter.export": "printed what was kept of somebody",
  "commenter.erase": "erased what was kept of somebody",
  "block.add": "set a rule on",
  "block.change": "changed the rule on",
  "block.remove": "took back the rule on",
  "block.import": "took over a list of rules",
  "block.purge": "deleted for good what was hidden by the rule on",
  "report.dismiss": "left a reported comment as it is",
  "report.send": "reported a comment to the server of its author",
  "writer.add": "named the account of somebody who writes the blog",
  "writer.remove": "no longer names an account as one that writes the blog",
  "writer.move": "heard that an account moved that is named as one that writes the blog:",
  "feed.open": "made a new address for the feed of what waits",
  "feed.close": "closed the feed of what waits",
  "thread.merge": "merged a thread into another",
  "thread.split": "gave a branch to another thread",
  "thread.rename": "gave a thread another address",
  "thread.alias": "let another address lead to a thread",
  "thread.unalias": "took an address from a thread",
  "thread.undo": "took back what was done to a thread",
  "node.settings": "changed the settings of the",
  "site.add": "added the blog",
  "site.remove": "put the blog away",
  "site.restore": "put the blog back",
  "site.move": "moved a blog to another address",
  "content.import": "began to import comments from",
  "content.export": "exported all comments in the form of",
  "deliveries.retry": "had sent again what waits for",
  "deliveries.drop": "dropped what waits for",
  "letter.retry": "had sent again a letter:",
  "letter.drop": "dropped a letter:",
  "letters.change": "changed whom letters about comments go to",
  "webhook.add": "added a webhook",
  "webhook.remove": "removed a webhook",
  "webhook.resume": "started a webhook again",
  "push.secret": "made a new secret for what is told by",
  "push.settings": "changed what is taken of what is told by",
  "push.close": "no longer takes what is told by",
  "backups.make": "had made",
  "secrets.seal": "sealed",
  "secrets.unseal": "took the seals off",
  "door.enter": "signed in",
  "door.refused": "was not let in",
  "password.set": "set a password",
  "password.remove": "removed the password of",
  "passkey.add": "made a passkey called",
  "passkey.name": "gave another name to the passkey now called",
  "passkey.remove": "removed the passkey called",
  "token.add": "made a token for programs called",
  "token.remove": "removed the token called",
  "session.end": "signed a browser out",
  "person.invite": "invited",
  "person.link": "made a new login link for",
  "person.mailbox": "changed where letters go about the ways in of",
  "person.name": "gave a new name to",
  "person.roles": "changed the roles of",
  "person.disable": "kept out",
  "person.enable": "let in again",
} as const satisfies Record<string, string>;

export type Act = keyof typeof acts;

/** One act of somebody on the owner's side, as it was written down. */
export interface AuditEntry {
  _id: string;
  by: Moderator;
  act: Act;
  /** The blog that it concerns; null for the whole node. */
  site: string | null;
  /** The id of what was acted on: a comment, a thread, a block … */
  subject: string;
  /** How people call it: “#12 by Ada”. Never the words of a comment, which may be deleted later. */
  label: string;
  /** What more there is to know, such as the value before; null for nothing. */
  detail: string | null;
  createdAt: Date;
  /** Until when it is kept. */
  until: Date;
}

/** For how long acts are kept, in milliseconds. */
export const auditKeepMs = 730 * 86_400_000;
