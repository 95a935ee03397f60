import type { Section } from "../reading/section.ts";
import { type Drafts, textOf } from "./drafts.ts";
import { tellProblem } from "./form.ts";
import type { Kept } from "./kept.ts";
import { ownKeys } from "./keys.ts";
import { placeItem, renewHead, replaceItem } from "./place.ts";
import { fieldsOf, type Send } from "./send.ts";
import { say, wordsOf } from "./words.ts";

/** What only its writer sees of a comment, and may do to it. */
export interface Own {
  /** Draws the form for changing or deleting below a comment. */
  change(link: HTMLAnchorElement): Promise<void>;
  /** Sends such a form. */
  submit(form: HTMLFormElement): Promise<void>;
  /** Takes it away again; what was typed stays a draft. */
  cancel(form: HTMLFormElement): void;
}

/** Shows this reader's own comments of a section as such. */
export function showOwn(section: Section, kept: Kept, drafts: Drafts, send: Send): Own {
  const { find, parse } = section;
  const word = wordsOf(section);
  let asked: Element | null = null;
  let mine: HTMLElement[] = [];

  /** Asks for them once for each drawing of the thread; what comes onto the page later gets its tools then. */
  async function look(): Promise<void> {
    const thread = find(".antiphon");
    if (thread && thread !== asked && ownKeys(kept).length > 0) {
      asked = thread;
      const answer = await send(`${section.node()}/own`, { url: section.url() }).catch(() => null);
      if (!answer?.ok) return;
      const drawn = parse(await answer.text());
      mine = [...drawn.querySelectorAll<HTMLElement>("li.an-item, .an-tools")].filter(
        (each) => each.matches("li") || !each.closest("li"),
      );
    }
    for (const each of mine) {
      section.own.add(each.dataset["number"] ?? each.id.replace("comment-", ""));
      if (each.isConnected) continue;
      if (each.matches("li")) {
        if (!find(`#${each.id}`)) placeItem(section, each);
      } else {
        const comment = find(`#comment-${each.dataset["number"]} > .an-comment`);
        if (comment && !comment.querySelector(".an-tools")) comment.append(each);
      }
    }
    tick();
  }

  /** Says how much time is left, and takes the tools away when it is over. */
  function tick(): void {
    for (const tools of section.root.querySelectorAll<HTMLElement>(".an-tools[data-left]")) {
      // The clocks of this device and of the node may differ: what counts is when the tools came.
      const came = Number(tools.dataset["came"] ?? performance.now());
      tools.dataset["came"] = String(came);
      const minutes = Math.ceil(Number(tools.dataset["left"]) / 60 - (performance.now() - came) / 60_000);
      const left = tools.querySelector(".an-left");
      if (minutes < 1) tools.remove();
      else if (left) left.textContent = `(${inMinutes(section, minutes)})`;
    }
  }
  const timer = setInterval(tick, 15_000);
  section.gone.addEventListener("abort", () => clearInterval(timer));
  section.onDrawn(() => void look());

  return {
    async change(link) {
      const tools = link.closest<HTMLElement>(".an-tools");
      if (!tools) return;
      const reply = await send(link.href, { key: tools.dataset["key"] ?? "" }).catch(() => null);
      const drawn = reply && parse(await reply.text());
      const form = drawn?.querySelector("form");
      if (!form) {
        say(section, drawn?.querySelector(".an-problem")?.textContent?.trim() || word("lost"));
        return;
      }
      tools.hidden = true;
      tools.after(form);
      drafts.restore(form);
      form.querySelector<HTMLElement>("textarea, button:not(.an-scripted *)")?.focus();
    },

    async submit(form) {
      const before = form.closest<HTMLElement>("li");
      const answer = await send(form.action, fieldsOf(form))
        .then(async (reply) => ({ reply, html: await reply.text() }))
        .catch(() => null);
      const drawn = answer && parse(answer.html);
      const redrawn = drawn?.querySelector("form:not(.an-votes)");
      if (redrawn) {
        form.replaceWith(redrawn);
        redrawn.querySelector<HTMLElement>(".an-problem")?.focus();
        return;
      }
      if (!answer?.reply.ok) {
        tellProblem(form, drawn?.querySelector(".an-problem")?.textContent?.trim() || word("lost"));
        return;
      }
      if (textOf(form)) drafts.drop(form);
      const item = drawn?.querySelector<HTMLElement>("li");
      if (!item || !before) {
        await section.load();
        say(section, word("deleted"));
        find(".an-title")?.setAttribute("tabindex", "-1");
        find(".an-title")?.focus();
        return;
      }
      replaceItem(before, item);
      section.drawn();
      section.goTo(item, "nearest");
      say(section, word("edited"));
      await renewHead(section);
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

function inMinutes({ find }: Section, minutes: number): string {
  const lang = find(".antiphon")?.lang || undefined;
  return new Intl.NumberFormat(lang, { style: "unit", unit: "minute", unitDisplay: "long" }).format(minutes);
}
