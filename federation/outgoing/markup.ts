import type { RemoteActor } from "../../src/domain/author.ts";

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text as it may stand between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] as string);
}

/** A mention in the shape that other servers recognise and may hide. */
export function mentionOf(actor: Pick<RemoteActor, "handle" | "url">): string {
  const name = escapeHtml(actor.handle.split("@")[0] ?? actor.handle);
  const link = `<a href="${escapeHtml(actor.url)}" class="u-url mention">@<span>${name}</span></a>`;
  return `<span class="h-card" translate="no">${link}</span>`;
}
