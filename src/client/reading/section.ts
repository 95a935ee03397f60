import { goTo } from "./go-to.ts";
import { keptAs } from "./kept.ts";
import type { Dress } from "./style.ts";

/** What all sections of a page share. */
export interface Page {
  /** The address of the node that the script came from; empty where that is unknown. */
  node: string;
  /** The page's address as its script tag says it, if it does. */
  url: string | undefined;
  /** Whether open pages are told what is new, as the script tag says it: `off`, or empty. */
  live: string;
  parse(html: string): DocumentFragment;
  /** The style of a thread; empty where the page links it itself. */
  style: string;
  dress: Dress;
}

/** One comment section on a page: what its parts, and the part for writing that is loaded later, may do with it. */
export interface Section {
  readonly root: HTMLElement;
  /** Ends with the section: listeners and requests go with it. */
  readonly gone: AbortSignal;
  /** The numbers of this reader's own comments, as far as they are known. */
  readonly own: Set<string>;
  /** The address of the node. */
  node(): string;
  /** The address of the blog's page. */
  url(): string;
  /** Whether this reader is told what is new while the page is open: `off`, `title` for there as well, or empty. */
  live(): string;
  find<T extends HTMLElement = HTMLElement>(selector: string): T | null;
  parse(html: string): DocumentFragment;
  /** Asks for the thread as this reader wants it, or by a query for another page of it. Throws when the answer is none. */
  ask(query?: string): Promise<DocumentFragment>;
  /** Shows an answer in place of what is there; what stands in the form stays. */
  show(drawn: DocumentFragment): void;
  /** Shows the thread anew. */
  load(): Promise<void>;
  /** Lets somebody look at what was drawn, now and each time. */
  onDrawn(look: () => void): void;
  /** Makes what came later at home on the page. */
  drawn(): void;
  /** Brings one of its comments into view, with the focus. */
  goTo(item: HTMLElement, block?: ScrollLogicalPosition): void;
  /** Puts a style sheet where the section is. */
  dress(css: string): void;
}

const writing = "form[data-number] [name=text]";

/** Opens the section of an element. It shows nothing before it is asked to; then it waits for what must be there first. */
export function openSection(
  root: HTMLElement,
  page: Page,
  gone: AbortSignal,
  ready: () => Promise<unknown> | null,
): Section {
  const looks: (() => void)[] = [];
  let turn = 0;
  const find: Section["find"] = (selector) => root.querySelector(selector);
  const node = () => root.getAttribute("node") ?? (page.node || find(".antiphon")?.dataset["node"]) ?? "";

  function url(): string {
    const canonical = document.querySelector<HTMLLinkElement>("link[rel=canonical]");
    return root.getAttribute("url") || page.url || canonical?.href || location.href.replace(/#.*/, "");
  }

  /** What the reader chose, else what the blog wants; and the page that holds what the address points at. */
  function wishes(): string {
    const query = new URLSearchParams();
    const wish = (name: string, value: string | null) => value && query.set(name, value);
    for (const name of ["sort", "view"]) wish(name, keptAs(name) || root.getAttribute(name));
    wish("comment", wantedNumber());
    return String(query);
  }

  async function ask(query = wishes()): Promise<DocumentFragment> {
    const which = new URLSearchParams({ url: url() });
    const lang = root.closest<HTMLElement>("[lang]")?.lang;
    if (lang) which.set("lang", lang);
    const href = `${node()}/fragment?${which}${query && `&${query}`}`;
    const answer = await fetch(href, { credentials: "omit", signal: gone });
    const drawn = page.parse(await answer.text());
    if (!drawn.querySelector(".antiphon")) throw new Error(href);
    // Also for who sets the blog up, and looks into the console.
    if (!answer.ok) console.error("Antiphon:", drawn.textContent?.trim());
    return drawn;
  }

  function drawn(): void {
    for (const look of looks) look();
  }

  function show(fresh: DocumentFragment): void {
    const text = find<HTMLTextAreaElement>(writing);
    const form = text?.form;
    const other = fresh.querySelector(writing)?.closest("form");
    if (text?.value && form && other && pageOf(form) === pageOf(other)) other.replaceWith(form);
    // The first theme stays in the head, so that nothing flickers when the thread is shown anew.
    if (!find(".antiphon")) document.head.append(...fresh.querySelectorAll("link"));
    root.replaceChildren(fresh);
    drawn();
  }

  return {
    root,
    gone,
    own: new Set(),
    node,
    url,
    live: () => root.getAttribute("live") ?? page.live,
    find,
    parse: page.parse,
    ask,
    show,
    async load() {
      const mine = ++turn;
      const [fresh] = await Promise.all([ask(), ready()]);
      if (mine === turn) show(fresh);
    },
    onDrawn(look) {
      looks.push(look);
      look();
    },
    drawn,
    goTo,
    dress: (css) => page.dress(root, css),
  };
}

/** The address of the page that a form writes to. */
function pageOf(form: HTMLFormElement): string | undefined {
  return form.querySelector<HTMLInputElement>("[name=url]")?.value;
}

/** The number of the comment that the page's address points at; empty when it points elsewhere. */
export function wantedNumber(): string {
  return /^#(comment|isso)-(\d+)$/.exec(location.hash)?.[2] ?? "";
}
