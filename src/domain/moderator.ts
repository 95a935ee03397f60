/** Somebody who acts on the owner's side: a person who is signed in, or whatever acts in the owner's name. */
export interface Moderator {
  id: string;
  /** How the log calls them. */
  name: string;
}

/** Whoever may run commands on the machine of the node. */
export const commandLine: Moderator = { id: "command-line", name: "the command line" };

/** The owner who came by a login link, and has no name. */
export const owner: Moderator = { id: "owner", name: "the owner" };

/** Whoever knocked and was not let in. */
export const somebody: Moderator = { id: "somebody", name: "Somebody" };

/** The blog itself, which tells what becomes of its posts. */
export const theBlog: Moderator = { id: "blog", name: "the blog itself" };

/** Whoever opened the link in a mail that was sent to the owner. */
export const byMail: Moderator = { id: "mail", name: "a link in a mail" };

/** The node itself, where a post is gone from the blog. */
export const byItself: Moderator = { id: "node", name: "the node, as the page is gone" };
