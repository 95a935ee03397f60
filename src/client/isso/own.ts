import type { Surroundings } from "./postbox.ts";
import { tokenOf } from "./tokens.ts";

/** Seconds in which a second click on “Delete” counts. */
const sureMs = 5000;

/** Takes “Edit” and “Delete” away from comments that this browser may not change, or not any more. */
export function hideForeign(root: HTMLElement): void {
  for (const comment of root.querySelectorAll<HTMLElement>(".isso-comment[data-number]")) {
    if (tokenOf(comment.dataset["number"] ?? "")) continue;
    const footer = comment.querySelector(":scope > .isso-text-wrapper > .isso-comment-footer");
    if (footer?.querySelector(".isso-cancel")) continue;
    for (const link of footer?.querySelectorAll(".isso-edit, .isso-delete") ?? []) link.remove();
  }
}

/** What its writer may do to a comment. */
export interface Own {
  /** Opens the text for editing, or sends what was made of it. */
  edit(comment: HTMLElement, link: HTMLElement): Promise<void>;
  cancel(comment: HTMLElement): void;
  /** Deletes it, once that was asked for twice. */
  remove(comment: HTMLElement, link: HTMLElement): Promise<void>;
}

/** Changes own comments; `drawn` looks at what came anew. */
export function changeOwn({ settings, calls, parse }: Surroundings, drawn: () => void): Own {
  const before = new WeakMap<HTMLElement, Element>();
  const numberOf = (comment: HTMLElement) => comment.dataset["number"] ?? "";
  const partOf = (comment: HTMLElement, name: string) =>
    comment.querySelector<HTMLElement>(`:scope > .isso-text-wrapper > ${name}`);
  const query = () => ({ as: "html", ...settings.look });

  function tell(comment: HTMLElement, words: string): void {
    const note = partOf(comment, ".isso-comment-header")?.querySelector(".isso-note");
    if (note) note.textContent = words;
  }

  async function open(comment: HTMLElement, link: HTMLElement): Promise<void> {
    const number = numberOf(comment);
    const answer = await calls.act("GET", `/id/${number}`, { plain: "1" }, undefined, number);
    const text = partOf(comment, ".isso-text");
    if (!answer.ok) return tell(comment, answer.text);
    if (!text) return;
    const area = document.createElement("textarea");
    area.className = "isso-textarea";
    area.rows = 5;
    area.dir = "auto";
    area.setAttribute("aria-label", link.textContent ?? "");
    area.value = (JSON.parse(answer.text) as { text: string }).text;
    const wrapper = document.createElement("div");
    wrapper.className = "isso-textarea-wrapper";
    wrapper.append(area);
    before.set(comment, text);
    text.replaceWith(wrapper);
    const cancel = document.createElement("a");
    cancel.className = "isso-cancel";
    cancel.href = `#${comment.id}`;
    cancel.textContent = link.dataset["cancel"] ?? "";
    link.dataset["edit"] = link.textContent ?? "";
    link.textContent = link.dataset["save"] ?? "";
    link.after(" ", cancel);
    area.focus();
  }

  function close(comment: HTMLElement): void {
    const text = before.get(comment);
    const footer = partOf(comment, ".isso-comment-footer");
    const link = footer?.querySelector<HTMLElement>(".isso-edit");
    if (text) partOf(comment, ".isso-textarea-wrapper")?.replaceWith(text);
    footer?.querySelector(".isso-cancel")?.remove();
    if (link) link.textContent = link.dataset["edit"] ?? "";
    link?.focus();
  }

  /** Puts what the node drew into the place of the comment; answers and forms below it stay. */
  function renew(comment: HTMLElement, html: string): void {
    const fresh = parse(html).querySelector(".isso-text-wrapper");
    const old = comment.querySelector(":scope > .isso-text-wrapper");
    if (!fresh || !old) return;
    const isGone = !fresh.querySelector(".isso-comment-footer");
    if (isGone) comment.querySelector(":scope > .isso-avatar")?.remove();
    old.replaceWith(fresh);
    drawn();
  }

  return {
    async edit(comment, link) {
      const area = partOf(comment, ".isso-textarea-wrapper")?.querySelector("textarea");
      if (!area) return open(comment, link);
      const number = numberOf(comment);
      const answer = await calls.act("PUT", `/id/${number}`, query(), { text: area.value }, number);
      if (answer.ok) renew(comment, answer.text);
      else tell(comment, answer.text);
    },
    cancel: close,
    async remove(comment, link) {
      if (link.dataset["asked"] === undefined) {
        link.dataset["asked"] = link.textContent ?? "";
        link.textContent = link.dataset["sure"] ?? "";
        setTimeout(() => {
          link.textContent = link.dataset["asked"] ?? "";
          delete link.dataset["asked"];
        }, sureMs);
        return;
      }
      const number = numberOf(comment);
      const answer = await calls.act("DELETE", `/id/${number}`, query(), undefined, number);
      if (!answer.ok) tell(comment, answer.text);
      else if (answer.text.trim()) renew(comment, answer.text);
      else comment.remove();
    },
  };
}
