import { openCalls } from "./calls.ts";
import { changeOwn, hideForeign } from "./own.ts";
import { equip, openReply, type Surroundings } from "./postbox.ts";
import { readSettings } from "./settings.ts";

/** How often it is looked whether comments may still be changed. */
const lookMs = 15_000;

/** A thread on a page. */
export interface IssoThread {
  /** Shows the comments anew; what was typed stays. */
  load(): Promise<void>;
}

/** Shows comments in an element, in Isso's class names, and lets readers take part. */
export function openThread(
  root: HTMLElement,
  parse: (html: string) => DocumentFragment,
  gone: AbortSignal,
): IssoThread {
  const settings = readSettings();
  const calls = openCalls(settings, parse);
  const uri = () => root.dataset["issoId"] || location.pathname;
  const around: Surroundings = { settings, calls, uri, parse };
  const own = changeOwn(around, drawn);
  const find = <T extends HTMLElement = HTMLElement>(selector: string) => root.querySelector<T>(selector);
  let turn = 0;

  function drawn(): void {
    hideForeign(root);
    for (const comment of root.querySelectorAll<HTMLElement>(".isso-comment[data-number]")) markLevel(comment);
  }

  function markLevel(comment: HTMLElement): void {
    const votes = comment.querySelector(":scope > .isso-text-wrapper .isso-votes")?.textContent;
    if (!settings.levels.length || votes === undefined) return;
    const level = settings.levels.filter((from) => Number(votes) >= from).length;
    for (const name of [...comment.classList]) if (/^isso-vote-level-/.test(name)) comment.classList.remove(name);
    comment.classList.add(`isso-vote-level-${level}`);
  }

  function place(comment: HTMLElement, list: Element | null): void {
    const loader = list?.querySelector(":scope > .isso-comment-loader");
    if (loader) loader.before(comment);
    else list?.append(comment);
    drawn();
    comment.scrollIntoView({ block: "nearest" });
  }

  async function load(limits = settings.thread): Promise<void> {
    const mine = ++turn;
    const answer = await calls.get("/isso/thread", { uri: uri(), ...limits, ...settings.look });
    if (mine !== turn || gone.aborted) return;
    if (!answer.ok) return fail(answer.text);
    const before = find(":scope > .isso-postbox");
    root.replaceChildren(parse(answer.text));
    const box = find(":scope > .isso-postbox");
    if (before && box && before.querySelector("textarea")?.value) box.replaceWith(before);
    else if (box) equip(box, around, null, (comment) => place(comment, find("#isso-root")));
    drawn();
    await arrive();
  }

  /** Whoever runs the blog reads why, where readers find a way on. */
  function fail(words: string): void {
    console.error("Isso:", words);
    const link = document.createElement("a");
    link.href = `${settings.node}/thread?url=${encodeURIComponent(new URL(uri(), location.href).href)}`;
    link.textContent = words;
    root.replaceChildren(link);
  }

  /** Brings who follows a link to a comment there, wherever in the thread it stands. */
  async function arrive(): Promise<void> {
    const id = /^#(isso-\d+)$/.exec(location.hash)?.[1];
    if (!id) return;
    const comment = document.getElementById(id);
    if (!comment && find(".isso-comment-loader")) {
      const { sort = "oldest" } = settings.thread;
      return load({ sort });
    }
    for (const old of root.querySelectorAll(".isso-target")) old.classList.remove("isso-target");
    comment?.querySelector(":scope > .isso-text-wrapper")?.classList.add("isso-target");
    comment?.scrollIntoView();
  }

  async function more(link: HTMLElement): Promise<void> {
    const loader = link.closest<HTMLElement>(".isso-comment-loader");
    const { offset = "0", parent } = loader?.dataset ?? {};
    const { sort = "oldest", nested_limit } = settings.thread;
    const answer = await calls.get("/isso/thread", {
      uri: uri(),
      sort,
      offset,
      limit: settings.reveal,
      ...(nested_limit ? { nested_limit } : {}),
      ...(parent ? { parent } : {}),
      ...settings.look,
    });
    if (!answer.ok || !loader) return;
    loader.replaceWith(parse(answer.text));
    drawn();
  }

  async function vote(comment: HTMLElement, way: string): Promise<void> {
    const answer = await calls.act("POST", `/id/${comment.dataset["number"]}/${way}`, {});
    const votes = comment.querySelector(":scope > .isso-text-wrapper .isso-votes");
    const counted = answer.ok && (JSON.parse(answer.text) as { likes: number; dislikes: number } | null);
    if (!votes || !counted) return;
    votes.textContent = String(counted.likes - counted.dislikes);
    markLevel(comment);
  }

  function reply(comment: HTMLElement, link: HTMLElement): void {
    const footer = comment.querySelector(":scope > .isso-text-wrapper > .isso-comment-footer");
    const open = comment.querySelector(":scope > .isso-text-wrapper > .isso-postbox");
    const main = find(":scope > .isso-postbox");
    const words = link.textContent ?? "";
    link.textContent = link.dataset["close"] ?? "";
    link.dataset["close"] = words;
    open?.remove();
    if (open || !main) return;
    const number = comment.dataset["number"] ?? "";
    const box = openReply(main, number);
    equip(box, around, number, (answer) => {
      reply(comment, link);
      const top = comment.parentElement?.closest(".isso-comment") ?? comment;
      place(answer, top.querySelector(":scope > .isso-follow-up"));
    });
    footer?.after(box);
    box.querySelector("textarea")?.focus();
  }

  const acts: Record<string, (comment: HTMLElement, link: HTMLElement) => unknown> = {
    "isso-reply": reply,
    "isso-edit": own.edit,
    "isso-cancel": own.cancel,
    "isso-delete": own.remove,
    "isso-upvote": (comment) => vote(comment, "like"),
    "isso-downvote": (comment) => vote(comment, "dislike"),
    "isso-load-hidden": (_, link) => more(link),
  };

  root.addEventListener(
    "click",
    (event) => {
      const link = (event.target as Element).closest<HTMLElement>("a[class^=isso-]");
      const act = link && acts[link.className];
      if (!act || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      void act(link.closest<HTMLElement>(".isso-comment") ?? root, link);
    },
    { signal: gone },
  );
  root.addEventListener(
    "keydown",
    (event) => {
      const target = event.target as HTMLElement;
      if (event.key !== " " || !target.matches("[role=button]")) return;
      event.preventDefault();
      target.click();
    },
    { signal: gone },
  );
  addEventListener("hashchange", () => void arrive(), { signal: gone });
  const timer = setInterval(() => hideForeign(root), lookMs);
  gone.addEventListener("abort", () => clearInterval(timer));

  return { load: () => load() };
}
