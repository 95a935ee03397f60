import type { PushSource } from "./push.ts";
import type { Site } from "./site.ts";

/** The header that a signature comes in. */
export const signatureHeaders: Record<PushSource, string> = {
  program: "X-Antiphon-Signature",
  ghost: "X-Ghost-Signature",
};

/** The events of Ghost that are worth a webhook each, with the words that Ghost has for them. */
export const ghostEvents = [
  { event: "post.published", label: "Post published" },
  { event: "post.published.edited", label: "Published post updated" },
  { event: "post.unpublished", label: "Post unpublished" },
  { event: "post.deleted", label: "Post deleted" },
] as const;

/** The same for pages, where those have comments, and for a blog as a whole. */
export const moreGhostEvents = [
  { event: "page.published", label: "Page published" },
  { event: "page.published.edited", label: "Published page updated" },
  { event: "page.unpublished", label: "Page unpublished" },
  { event: "page.deleted", label: "Page deleted" },
  { event: "site.changed", label: "Site changed (rebuild)" },
] as const;

/** Where programs tell of the posts of a blog. */
export function hookAddress(node: string, { handle }: Pick<Site, "handle">): string {
  return `${node}/api/hooks/${handle}`;
}

/** Where Ghost tells of one event. */
export function ghostAddress(node: string, { handle }: Pick<Site, "handle">, event: string): string {
  return `${node}/webhooks/ghost/${handle}/${event}`;
}
