import { parse, randomWord, whenParsed } from "./dom.ts";
import { store } from "./store.ts";
import { prove } from "./work.ts";

/*
 * Places a page's comments where this script stands, or into <antiphon-comments>, and lets the form work without
 * leaving the page. Whatever is shown was rendered by the server; without this script plain links and forms do the same.
 */
(() => {
  const script = document.currentScript as HTMLScriptElement | null;
  if (!script) return;
  const node = script.src.replace(/\/embed\.js.*$/, "");
  const tag = "antiphon-comments";
  function send(url: string, fields: Record<string, string>): Promise<Response> {
    const body = new URLSearchParams({ ...fields, format: "fragment", keys: store.get("keys") });
    return fetch(url, { method: "POST", body, credentials: "omit", headers: { Accept: "text/html" } });
  }

  let styled: Promise<unknown> | undefined;
  function style(): Promise<unknown> {
    styled ??= new Promise((resolve) => {
      if (document.querySelector('link[rel="stylesheet"][href*="/embed.css"]')) return resolve(0);
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = `${node}/embed.css`;
      link.onload = link.onerror = resolve;
      document.head.append(link);
    });
    return styled;
  }

  function pageAddress(): string {
    const canonical = document.querySelector<HTMLLinkElement>('link[rel="canonical"]');
    return script?.dataset["url"] || canonical?.href || location.href.replace(/#.*/, "");
  }

  function start(root: HTMLElement): void {
    const url = root.getAttribute("url") || pageAddress();
    const lang = root.closest<HTMLElement>("[lang]")?.lang ?? "";
    let draft = randomWord();
    const find = <T extends HTMLElement>(selector: string) => root.querySelector<T>(selector);
    const mainForm = () => find<HTMLFormElement>("form[data-number]");

    /** A sentence in the language of the thread, which the server sends along. */
    function word(key: string): string {
      return JSON.parse(find(".antiphon")?.dataset["words"] ?? "{}")[key] ?? "";
    }

    function say(text: string): void {
      const status = find('[role="status"]');
      if (status) status.textContent = text;
    }

    function fault(form: HTMLElement, text: string): void {
      form.querySelector(".an-problem")?.remove();
      const problem = document.createElement("p");
      problem.className = "an-problem";
      problem.setAttribute("role", "alert");
      problem.textContent = text;
      form.querySelector(".an-buttons")?.before(problem);
    }

    async function load(): Promise<void> {
      const answer = await fetch(`${node}/fragment?url=${encodeURIComponent(url)}&lang=${encodeURIComponent(lang)}`, {
        credentials: "omit",
      });
      const html = await answer.text();
      await style();
      root.replaceChildren(parse(html));
      await ready();
    }

    /** Makes what the server rendered at home on this page, then asks for what only this reader may see. */
    async function ready(): Promise<void> {
      for (const link of root.querySelectorAll<HTMLAnchorElement>("a.an-time"))
        link.href = location.pathname + location.search + link.hash;
      const text = find<HTMLTextAreaElement>("form[data-number] textarea");
      const typed = store.get(`draft ${url}`);
      if (text && !text.value && typed) {
        text.value = typed;
        say(word("restored"));
      }
      const home = store.get("home");
      const server = find<HTMLInputElement>('.an-home [name="server"]');
      const remember = find<HTMLInputElement>('.an-home [name="remember"]');
      if (home && server && remember) {
        server.value = home;
        remember.checked = true;
      }
      if (location.hash.startsWith("#comment-")) find(`[id="${location.hash.slice(1)}"]`)?.scrollIntoView();
      if (!store.get("keys")) return;
      const answer = await send(`${node}/own`, { url, lang });
      if (!answer.ok) return;
      for (const mine of parse(await answer.text()).querySelectorAll<HTMLElement>("li.an-item, .an-tools")) {
        if (mine.matches("li")) place(mine);
        else if (!mine.closest("li")) find(`#comment-${mine.dataset["number"]} > .an-comment`)?.append(mine);
      }
    }

    function place(item: HTMLElement): void {
      const parent = item.dataset["parent"] ? find(`#comment-${item.dataset["parent"]}`) : null;
      const home = parent ?? find(".antiphon");
      let list = home?.querySelector<HTMLElement>(":scope > .an-list");
      if (home && !list) {
        list = document.createElement("ol");
        list.className = "an-list";
        home.append(list);
      }
      find(`#${item.id}`)?.remove();
      list?.append(item);
      find("p.an-empty")?.remove();
    }

    /** Moves the form below a comment, or home again, in the order of the page. */
    function answer(link: HTMLElement | null): void {
      const form = mainForm();
      const field = form?.elements.namedItem("parent") as HTMLInputElement | null;
      const heading = form?.querySelector<HTMLElement>(".an-sub");
      const cancel = form?.querySelector<HTMLElement>(".an-cancel");
      if (!form || !field || !heading) return;
      const before = form.dataset["number"];
      const number = link?.dataset["number"] ?? "";
      form.dataset["number"] = field.value = number;
      heading.textContent = link
        ? (heading.dataset["answer"] ?? "").replace("{name}", () => link.dataset["name"] ?? "")
        : (heading.dataset["new"] ?? "");
      if (cancel) cancel.hidden = !link;
      if (link) link.closest(".an-comment")?.after(form);
      else find(".antiphon")?.append(form);
      if (link) form.querySelector("textarea")?.focus();
      else find(`.an-reply[data-number="${before}"]`)?.focus();
    }

    /** Draws the form for changing or deleting an own comment below it. */
    async function change(link: HTMLAnchorElement): Promise<void> {
      const tools = link.closest<HTMLElement>(".an-tools");
      if (!tools) return;
      const reply = await send(link.href, { key: tools.dataset["key"] ?? "" }).catch(() => null);
      const drawn = reply && parse(await reply.text());
      const form = drawn?.querySelector("form");
      if (!form) return say(drawn?.querySelector(".an-problem")?.textContent?.trim() || word("lost"));
      tools.hidden = true;
      tools.after(form);
      form.querySelector<HTMLElement>("textarea, button")?.focus();
    }

    /** A reader's own server is remembered on this site alone, and only if they ticked that. */
    function keepHome({ elements }: HTMLFormElement): void {
      const { server, remember } = elements as unknown as Record<string, HTMLInputElement>;
      store.set("home", remember?.checked ? (server?.value ?? "") : "");
    }

    function cancel(form: HTMLElement): void {
      if (form === mainForm()) {
        answer(null);
        return;
      }
      const tools = form.previousElementSibling as HTMLElement | null;
      form.remove();
      if (!tools) return;
      tools.hidden = false;
      tools.querySelector("a")?.focus();
    }

    async function submit(form: HTMLFormElement, button: HTMLElement | null): Promise<void> {
      const target = button?.getAttribute("formaction") || form.action;
      const fields = Object.fromEntries(new FormData(form)) as Record<string, string>;
      const buttons = form.querySelectorAll("button");
      for (const each of buttons) each.disabled = true;
      try {
        const ask = form.dataset["work"];
        const work = ask && target === form.action ? await prove(send(ask, { url: fields["url"] ?? url })) : "";
        const reply = await send(target, { ...fields, draft, work });
        const html = await reply.text();
        const shown = parse(html);
        const redrawn = shown.querySelector("form");
        if (redrawn) {
          form.replaceWith(redrawn);
          redrawn.querySelector<HTMLElement>('[aria-invalid="true"], .an-problem, .an-preview')?.focus();
        } else if (reply.ok) await posted(form, shown, fields, reply.status);
        else fault(form, shown.querySelector(".an-problem")?.textContent?.trim() || word("lost"));
      } catch {
        fault(form, word("lost"));
      }
      for (const each of buttons) each.disabled = false;
    }

    async function posted(
      form: HTMLElement,
      shown: DocumentFragment,
      fields: Record<string, string>,
      status: number,
    ): Promise<void> {
      const item = shown.querySelector<HTMLElement>("li");
      const key = item?.querySelector<HTMLElement>(".an-tools")?.dataset["key"];
      if (form === mainForm()) {
        const kept = store
          .get("keys")
          .split(" ")
          .filter((known) => known && known !== key);
        store.set("keys", [key, ...kept].slice(0, 10).join(" "));
        store.set(`draft ${url}`, "");
        draft = randomWord();
      }
      await load();
      for (const name of ["author", "email", "website"]) {
        const field = mainForm()?.elements.namedItem(name) as HTMLInputElement | null;
        if (field && fields[name]) field.value = fields[name];
      }
      say(word(status === 204 ? "deleted" : status === 202 ? "held" : "posted"));
      const mine = item && find(`#${item.id}`);
      if (!mine) return;
      mine.classList.add("an-new");
      mine.tabIndex = -1;
      mine.focus({ preventScroll: true });
      mine.scrollIntoView({ block: "nearest" });
    }

    root.addEventListener("click", (event) => {
      const link = (event.target as Element).closest<HTMLAnchorElement>(
        "a.an-reply, a.an-edit, a.an-delete, a.an-cancel",
      );
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (link.matches(".an-reply")) answer(link);
      else if (link.matches(".an-cancel")) cancel(link.closest("form") ?? link);
      else void change(link);
    });
    root.addEventListener("submit", (event) => {
      const form = event.target as HTMLFormElement;
      // An answer from one's own server goes on in a tab of its own.
      if (form.matches(".an-home")) return keepHome(form);
      event.preventDefault();
      void submit(form, event.submitter);
    });
    root.addEventListener("input", (event) => {
      const text = event.target as HTMLTextAreaElement;
      if (text.name === "text" && text.form === mainForm()) store.set(`draft ${url}`, text.value);
    });
    root.addEventListener("focusin", (event) => {
      const field = event.target as HTMLInputElement;
      if (field.readOnly) field.select();
    });
    root.addEventListener("keydown", (event) => {
      const form = (event.target as Element).closest("form");
      if (!form) return;
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
      else if (event.key === "Escape" && form.querySelector(".an-cancel:not([hidden])")) cancel(form);
    });

    if (find(".antiphon")) {
      void style();
      ready().catch(() => undefined);
      return;
    }
    load().catch(() => {
      const link = document.createElement("a");
      link.href = `${node}/thread?url=${encodeURIComponent(url)}`;
      link.textContent = "The comments could not be loaded. Read them on their own page.";
      root.replaceChildren(link);
    });
  }

  if (!customElements.get(tag)) {
    customElements.define(
      tag,
      class extends HTMLElement {
        connectedCallback(): void {
          if (this.dataset["started"]) return;
          this.dataset["started"] = "yes";
          whenParsed(() => start(this));
        }
      },
    );
  }

  function stand(): void {
    if (document.querySelector(tag)) return;
    const element = document.createElement(tag);
    const place = document.getElementById("antiphon");
    if (place) place.append(element);
    else if (script?.closest("body")) script.after(element);
    else document.body.append(element);
  }
  whenParsed(stand);
})();
