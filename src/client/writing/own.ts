import type { Section } from "../reading/section.ts";
import type { Drafts } from "./drafts.ts";
import { numberOf, within } from "./items.ts";
import type { Kept } from "./kept.ts";
import { ownKeys } from "./keys.ts";
import { placeItem, renewHead, replaceItem } from "./place.ts";
import type { Send } from "./send.ts";
import { inDigits, say, word } from "./words.ts";

/** What only its writer sees of a comment, and may do to it. */
export interface Own {
  /** Draws the form for changing or deleting below a comment. */
  change(link: HTMLElement): Promise<void>;
  /** Shows what came of such a form. */
  changed(form: HTMLFormElement, drawn: DocumentFragment): Promise<void>;
  /** Takes it away again; what was typed stays a draft. */
  cancel(form: HTMLFormElement): void;
}

/** Shows this reader's own comments of a section as such. */
export function showOwn(section: Section, kept: Kept, drafts: Drafts, send: Send): Own {
  const { find } = section;
  let asked: Element | null = null;
  let mine: HTMLElement[] = [];

  /** Asks for them once for each drawing of the thread; what comes onto the page later gets its tools then. */
  async function look(): Promise<void> {
    const thread = find(".antiphon");
    if (thread && thread !== asked && ownKeys(kept).length > 0) {
      asked = thread;
      const { drawn } = await send(`${section.node()}/own`, { url: section.url() });
      mine = [...drawn.children] as HTMLElement[];
    }
    for (const each of mine) {
      const number = each.dataset["number"] ?? numberOf(each);
      const item = find(`#comment-${number}`);
      section.own.add(number);
      within(item, ".an-votes")?.remove();
      if (each.isConnected) continue;
      if (each.matches("li")) item ?? placeItem(section, each);
      else if (each.matches(".an-mine")) find(".an-feeds")?.after(each);
      else if (each.matches(".an-tools")) {
        if (!within(item, ".an-tools")) item?.querySelector(".an-comment")?.append(each);
      } else {
        within(item, ".an-reactions")?.remove();
        within(item, ".an-foot")?.append(each);
      }
    }
    tick();
  }

  /** Says how much time is left, and takes the tools away when it is over. */
  function tick(): void {
    const now = performance.now();
    for (const tools of section.root.querySelectorAll<HTMLElement>(".an-tools[data-left]")) {
      const { dataset } = tools;
      // The clocks of this device and of the node may differ: what counts is when the tools came.
      dataset["came"] ??= String(now);
      const minutes = Math.ceil(Number(dataset["left"]) / 60 - (now - Number(dataset["came"])) / 60_000);
      const left = inDigits(section, minutes, { style: "unit", unit: "minute", unitDisplay: "long" });
      if (minutes < 1) tools.remove();
      else tools.querySelector(".an-left")?.replaceChildren(`(${left})`);
    }
  }
  const timer = setInterval(tick, 15_000);
  section.gone.addEventListener("abort", () => clearInterval(timer));
  section.onDrawn(() => void look());

  return {
    async change(link) {
      const tools = link.closest<HTMLElement>(".an-tools");
      if (!tools) return;
      const { drawn, problem } = await send((link as HTMLAnchorElement).href, { key: tools.dataset["key"] ?? "" });
      const form = drawn.querySelector("form");
      if (!form) return say(section, problem);
      tools.hidden = true;
      tools.after(form);
      drafts.restore(form);
      form.querySelector<HTMLElement>("textarea, .an-danger")?.focus();
    },

    async changed(form, drawn) {
      const before = form.closest<HTMLElement>("li");
      drafts.drop(form);
      const item = drawn.querySelector<HTMLElement>("li");
      if (item && before) {
        replaceItem(before, item);
        section.drawn();
        section.goTo(item, "nearest");
        say(section, word(section, "edited"));
        return renewHead(section);
      }
      await section.load();
      say(section, word(section, "deleted"));
      const title = find(".an-title");
      title?.setAttribute("tabindex", "-1");
      title?.focus();
    },

    cancel(form) {
      const tools = form.previousElementSibling as HTMLElement | null;
      form.remove();
      if (!tools?.matches(".an-tools")) return;
      tools.hidden = false;
      tools.querySelector("a")?.focus();
    },
  };
}
