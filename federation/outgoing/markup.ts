import type { RemoteActor } from "../../src/domain/author.ts";
import { escapeHtml } from "../../src/domain/escape.ts";

/** A mention in the shape that other servers recognise and may hide. */
export function mentionOf(actor: Pick<RemoteActor, "handle" | "url">): string {
  const name = escapeHtml(actor.handle.split("@")[0] ?? actor.handle);
  const link = `<a href="${escapeHtml(actor.url)}" class="u-url mention">@<span>${name}</span></a>`;
  return `<span class="h-card" translate="no">${link}</span>`;
}
