import type { Section } from "../reading/section.ts";
import { textOf } from "./drafts.ts";
import type { MainForm } from "./form.ts";
import { numberOf } from "./items.ts";
import type { Kept } from "./kept.ts";
import { addKey } from "./keys.ts";
import { placeItem, renewHead, replaceItem } from "./place.ts";
import type { Fields, Send } from "./send.ts";
import { say, word } from "./words.ts";

/** Comments on their way: shown at once, kept on this device until the node has them, sent again when asked. */
export interface Unsent {
  /** Sends what was typed; the target is where the form goes to. */
  post(fields: Fields, target: string): Promise<void>;
  /** Does what a button in an unsent comment says. */
  press(button: HTMLElement): Promise<void>;
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
  const { find } = section;
  const shown = new Map<string, { item: HTMLElement; message: Message }>();
  const nameOf = (page: string) => `unsent ${page}`;
  const read = (page: string) => kept.read<Message[]>(nameOf(page), []);
  const draftOf = ({ fields }: Message) => fields["draft"] ?? "";

  /** Keeps one the last, or forgets it. */
  function keep(message: Message, is = true): void {
    const { page } = message;
    const all = read(page).filter((each) => draftOf(each) !== draftOf(message));
    if (is) all.push(message);
    kept.set(nameOf(page), all.length ? JSON.stringify(all) : "");
  }

  function draw(message: Message): HTMLElement | null {
    const { text = "", author = "", parent = "" } = message.fields;
    const sample = find<HTMLTemplateElement>("template.an-sending")?.content.firstElementChild;
    if (!sample) return null;
    const item = document.importNode(sample, true) as HTMLElement;
    item.dataset["draft"] = draftOf(message);
    item.dataset["parent"] = parent;
    item.querySelector(".an-text")?.replaceChildren(text);
    const name = item.querySelector(".an-name");
    if (author.trim()) name?.replaceChildren(author);
    (item.firstElementChild as Element).ariaLabel = name?.textContent ?? "";
    shown.set(draftOf(message), { item, message });
    placeItem(section, item);
    return item;
  }

  function mark(item: HTMLElement | null, reason: string): void {
    item?.querySelector(".an-badge")?.replaceChildren(word(section, reason ? "unsent" : "sending"));
    item?.querySelector(".an-why")?.replaceChildren(reason);
    item?.querySelector(".an-foot")?.toggleAttribute("hidden", !reason);
  }

  function forget(message: Message): HTMLElement | null {
    const { item = null } = shown.get(draftOf(message)) ?? {};
    shown.delete(draftOf(message));
    keep(message, false);
    return item;
  }

  async function attempt(message: Message, item: HTMLElement | null): Promise<void> {
    mark(item, "");
    const { status, drawn, problem } = await send(message.target, message.fields);
    const stored = drawn.querySelector<HTMLElement>("li.an-item");
    if (stored) return take(message, stored, status === 202);
    const redrawn = drawn.querySelector<HTMLFormElement>("form[data-number]");
    if (redrawn && status === 422 && !textOf(form.get())?.value) {
      forget(message)?.remove();
      return form.redraw(redrawn);
    }
    mark(item, problem);
    say(section, `${word(section, "unsent")} ${problem}`);
  }

  function take(message: Message, stored: HTMLElement, isHeld: boolean): void {
    addKey(kept, stored.querySelector<HTMLElement>(".an-tools")?.dataset["key"]);
    const item = forget(message);
    if (message.page !== section.url()) return;
    const thread = find(".antiphon");
    section.own.add(numberOf(stored));
    const isThere = find(`#${stored.id}`);
    if (thread && !isHeld && !isThere) thread.dataset["shown"] = `${Number(thread.dataset["shown"]) + 1}`;
    if (item && !isThere) replaceItem(item, stored);
    else {
      // The node had it before, and it came with the thread.
      item?.remove();
      placeItem(section, stored);
    }
    section.drawn();
    say(section, word(section, isHeld ? "held" : "posted"));
    section.goTo(stored, "nearest");
    void renewHead(section);
  }

  section.onDrawn(() => {
    for (const message of read(section.url())) {
      const before = shown.get(draftOf(message))?.item;
      if (!before) mark(draw(message), word(section, "lost"));
      else if (!before.isConnected) placeItem(section, before);
    }
  });

  return {
    post(given, target) {
      const message = { target, fields: { draft: randomWord(), ...given }, page: section.url() };
      keep(message);
      const item = draw(message);
      item?.scrollIntoView({ block: "nearest", behavior: "instant" });
      return attempt(message, item);
    },
    async press(button) {
      const { message, item } = shown.get(button.closest<HTMLElement>(".an-unsent")?.dataset["draft"] ?? "") ?? {};
      const { act } = button.dataset;
      if (!message || !item) return;
      if (act === "retry") return attempt(message, item);
      forget(message)?.remove();
      const text = textOf(form.get());
      if (text && act === "change") {
        form.answer(find(`.an-reply[data-number="${message.fields["parent"]}"]`));
        text.value = [message.fields["text"], text.value].filter(Boolean).join("\n\n");
        text.dispatchEvent(new Event("input", { bubbles: true }));
      }
      text?.focus();
    },
  };
}

/** Names one message, so that sending it twice stores it once. Works on pages without https, too. */
function randomWord(): string {
  return crypto.getRandomValues(new BigUint64Array(2)).join("-");
}
