import type { Section } from "../reading/section.ts";
import { textOf } from "./drafts.ts";
import type { MainForm } from "./form.ts";
import type { Kept } from "./kept.ts";
import { addKey } from "./keys.ts";
import { placeItem, renewHead, replaceItem } from "./place.ts";
import { type Fields, randomWord, type Send } from "./send.ts";
import { say, wordsOf } from "./words.ts";

/** Comments on their way: shown at once, kept on this device until the node has them, sent again when asked. */
export interface Unsent {
  /** Sends what was typed; the target is where the form goes to. */
  post(fields: Fields, target: string): Promise<void>;
  /** Does what a button in an unsent comment says. */
  press(button: HTMLElement): void;
}

/** One of them. Its `draft` is the word by which the node knows it again. */
interface Message {
  target: string;
  fields: Fields;
  /** The page that it was written on: a section may show another one by the time that the answer comes. */
  page: string;
}

/** The unsent comments of a section, those of an earlier visit among them. */
export function openUnsent(section: Section, kept: Kept, form: MainForm, send: Send): Unsent {
  const word = wordsOf(section);
  const shown = new Map<string, { item: HTMLElement; message: Message }>();
  const nameOf = (page: string) => `unsent ${page}`;

  function read(page = section.url()): Message[] {
    try {
      return JSON.parse(kept.get(nameOf(page)) || "[]") as Message[];
    } catch {
      return [];
    }
  }

  function keep({ page, fields: { draft } }: Message, message: Message | null): void {
    const others = read(page).filter(({ fields }) => fields["draft"] !== draft);
    const all = message ? [...others, message] : others;
    kept.set(nameOf(page), all.length ? JSON.stringify(all) : "");
  }

  function draw(message: Message): HTMLElement | null {
    const { text = "", author = "", parent = "", draft = "" } = message.fields;
    const sample = section.find<HTMLTemplateElement>("template.an-sending")?.content.firstElementChild;
    if (!sample) return null;
    const item = document.importNode(sample, true) as HTMLElement;
    item.dataset["draft"] = draft;
    if (parent) item.dataset["parent"] = parent;
    (item.querySelector(".an-text") as HTMLElement).textContent = text;
    const named = item.querySelector(".an-name") as HTMLElement;
    if (author.trim()) named.textContent = author;
    (item.querySelector(".an-face") as HTMLElement).textContent =
      /[\p{L}\p{N}]/u.exec(author)?.[0]?.toUpperCase() ?? "?";
    shown.set(draft, { item, message });
    placeItem(section, item);
    return item;
  }

  function mark(item: HTMLElement | null, reason: string | null): void {
    if (!item) return;
    const badge = item.querySelector(".an-badge");
    const foot = item.querySelector<HTMLElement>(".an-foot");
    const why = item.querySelector(".an-why");
    if (badge) badge.textContent = reason === null ? word("sending") : word("unsent");
    if (why) why.textContent = reason;
    if (foot) foot.hidden = reason === null;
  }

  function forget(message: Message): HTMLElement | null {
    const draft = message.fields["draft"] ?? "";
    const item = shown.get(draft)?.item ?? null;
    shown.delete(draft);
    keep(message, null);
    return item;
  }

  async function attempt(message: Message, item: HTMLElement | null): Promise<void> {
    mark(item, null);
    const answer = await send(message.target, message.fields)
      .then(async (reply) => ({ reply, html: await reply.text() }))
      .catch(() => null);
    const drawn = answer && section.parse(answer.html);
    const stored = drawn?.querySelector<HTMLElement>("li.an-item");
    if (answer?.reply.ok && stored) return take(message, stored, answer.reply.status === 202);
    const redrawn = drawn?.querySelector<HTMLFormElement>("form[data-number]");
    if (redrawn && answer?.reply.status === 422 && !textOf(form.get())?.value) {
      forget(message)?.remove();
      form.redraw(redrawn);
      return;
    }
    const reason = drawn?.querySelector(".an-problem")?.textContent?.trim() || word("lost");
    mark(item, reason);
    say(section, `${word("unsent")} ${reason}`);
  }

  function take(message: Message, stored: HTMLElement, isHeld: boolean): void {
    addKey(kept, stored.querySelector<HTMLElement>(".an-tools")?.dataset["key"]);
    const item = forget(message);
    if (message.page !== section.url()) return;
    const thread = section.find(".antiphon");
    section.own.add(stored.id.replace("comment-", ""));
    if (thread && !isHeld && !section.find(`#${stored.id}`))
      thread.dataset["shown"] = `${Number(thread.dataset["shown"]) + 1}`;
    if (item && !section.find(`#${stored.id}`)) replaceItem(item, stored);
    else {
      // The node had it before, and it came with the thread.
      item?.remove();
      placeItem(section, stored);
    }
    section.drawn();
    say(section, isHeld ? word("held") : word("posted"));
    section.goTo(stored, "nearest");
    void renewHead(section);
  }

  section.onDrawn(() => {
    for (const message of read()) {
      const draft = message.fields["draft"] ?? "";
      const before = shown.get(draft)?.item;
      if (before?.isConnected) continue;
      if (before) placeItem(section, before);
      else mark(draw(message), word("lost"));
    }
  });

  return {
    async post(given, target) {
      const message = { target, fields: { ...given, draft: given["draft"] ?? randomWord() }, page: section.url() };
      keep(message, message);
      const item = draw(message);
      item?.scrollIntoView({ block: "nearest", behavior: "instant" });
      await attempt(message, item);
    },
    press(button) {
      const item = button.closest<HTMLElement>(".an-unsent");
      const found = shown.get(item?.dataset["draft"] ?? "");
      if (!item || !found) return;
      const { message } = found;
      if (button.dataset["do"] === "retry") {
        void attempt(message, item);
        return;
      }
      forget(message);
      item.remove();
      const text = textOf(form.get());
      if (!text) return;
      if (button.dataset["do"] === "change") {
        form.answer(section.find(`.an-reply[data-number="${message.fields["parent"]}"]`));
        text.value = [message.fields["text"], text.value].filter(Boolean).join("\n\n");
        text.dispatchEvent(new Event("input", { bubbles: true }));
      }
      text.focus();
    },
  };
}
