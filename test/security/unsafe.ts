import MarkdownIt from "markdown-it";
import { escapeHtml } from "../../src/domain/escape.ts";
import type { Vector } from "./vectors/vector.ts";

const careless = new MarkdownIt("default", { html: true, linkify: true });
careless.validateLink = () => true;

/** What a program without any care would make of an attempt. */
function markupOf({ speaks, text }: Vector): string {
  if (speaks === "html") return text;
  if (speaks === "markdown") return careless.render(text);
  if (speaks === "address") return `<a href="${text}">a</a><iframe src="${text}"></iframe>`;
  return `<a title="${text}" class=${text}>a</a><a title='${text}'>${text}</a>`;
}

/** A page that shows each attempt without care, in a frame of its own, as some would swallow what comes after them. */
export function unsafePage(vectors: readonly Vector[]): string {
  const frames = vectors.map(
    (vector) => `<iframe srcdoc="${escapeHtml(`<p>No. ${vector.n}</p>${markupOf(vector)}`)}"></iframe>`,
  );
  return `<!doctype html><title>Unsafe</title>${frames.join("")}<p class="end">End</p>`;
}
