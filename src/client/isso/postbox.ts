import type { Calls } from "./calls.ts";
import { fillPerson, keepPerson } from "./person.ts";
import type { Settings } from "./settings.ts";
import { doWork } from "./work.ts";

/** What a form needs to know of the thread around it. */
export interface Surroundings {
  settings: Settings;
  calls: Calls;
  /** What the thread is called. */
  uri(): string;
  parse(html: string): DocumentFragment;
}

/** Opens a form below a comment, as a copy of the one above the thread. */
export function openReply(main: HTMLElement, number: string): HTMLElement {
  const box = main.cloneNode(true) as HTMLElement;
  box.classList.remove("isso-preview-mode");
  for (const field of box.querySelectorAll<HTMLElement>("[id], [for]")) {
    if (field.id) field.id += `-${number}`;
    const label = field as HTMLLabelElement;
    if (label.htmlFor) label.htmlFor += `-${number}`;
  }
  const form = box.querySelector("form");
  form?.reset();
  for (const text of box.querySelectorAll("textarea")) text.value = "";
  for (const part of box.querySelectorAll(".isso-preview .isso-text, .isso-problem")) part.replaceChildren();
  return box;
}

/** Makes a form do what its buttons say; `place` puts what was posted into the thread. */
export function equip(
  box: HTMLElement,
  { settings, calls, uri, parse }: Surroundings,
  parent: string | null,
  place: (comment: HTMLElement) => void,
): void {
  const form = box.querySelector("form");
  const text = box.querySelector("textarea");
  if (!form || !text) return;
  const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement | null;
  const section = box.querySelector<HTMLElement>(".isso-notification-section");
  const notify = field("notification");

  function tell(words: string): void {
    const problem = box.querySelector(".isso-problem");
    if (problem) problem.textContent = words;
  }

  /** Who left no mailbox cannot be told anything. */
  function offer(): void {
    if (section) section.hidden = !field("email")?.value;
  }

  async function preview(): Promise<void> {
    if (!form?.reportValidity()) return;
    const answer = await calls.act("POST", "/preview", {}, { text: text?.value });
    if (!answer.ok) return tell(answer.text);
    tell("");
    const html = (JSON.parse(answer.text) as { text: string }).text;
    box.querySelector(".isso-preview .isso-text")?.replaceChildren(parse(html));
    box.classList.add("isso-preview-mode");
    field("edit")?.focus();
  }

  function write(): void {
    box.classList.remove("isso-preview-mode");
    text?.focus();
  }

  async function post(): Promise<void> {
    const button = box.querySelector<HTMLInputElement>("[type=submit]");
    if (!form || !text || !button || button.disabled) return;
    button.disabled = true;
    tell("");
    const or = (name: string) => field(name)?.value || null;
    const body = {
      text: text.value,
      author: or("author"),
      email: or("email"),
      website: or("website"),
      parent: parent && Number(parent),
      notification: notify?.checked ? 1 : 0,
      work: await doWork(settings.node, new URL(uri(), location.href).href),
    };
    const answer = await calls.act("POST", "/new", { uri: uri(), as: "html", ...settings.look }, body);
    button.disabled = false;
    if (!answer.ok) return tell(answer.text);
    keepPerson(form);
    text.value = "";
    box.classList.remove("isso-preview-mode");
    const comment = parse(answer.text).querySelector<HTMLElement>(".isso-comment");
    if (comment) place(comment);
  }

  fillPerson(form);
  if (notify) notify.checked = settings.notify;
  offer();
  form.addEventListener("input", offer);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void post();
  });
  field("preview")?.addEventListener("click", () => void preview());
  field("edit")?.addEventListener("click", write);
}
