/** What the owner's pages do with a key. */
export interface Keyboard {
  /** Whether something is being sent, so that keys wait. */
  busy(): boolean;
}

const items = () => [...document.querySelectorAll<HTMLElement>(".item")];
const current = () => document.activeElement?.closest<HTMLElement>(".item") ?? null;

/** Moves the focus to a comment and brings it into view. */
export function focusItem(item: HTMLElement | null | undefined): void {
  item?.focus({ preventScroll: true });
  item?.scrollIntoView({ block: "nearest" });
}

/**
 * Lets the owner move among comments (`j`, `k`) and press what each of them, or the page, names a key for. Keys that are
 * typed into a field, or come with another key, are left alone.
 */
export function listenForKeys({ busy }: Keyboard): void {
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isTyped(event.target)) return;
    if (document.querySelector("dialog[open]") || busy()) return;
    if (press(event.key)) event.preventDefault();
  });
}

function press(key: string): boolean {
  if (key === "j") return move(1);
  if (key === "k") return move(-1);
  const item = current();
  const named = `[data-key~="${CSS.escape(key)}"]`;
  const target = item?.querySelector<HTMLElement>(named) ?? document.querySelector<HTMLElement>(`.page-keys ${named}`);
  if (!target) return false;
  if (target.tagName === "SUMMARY") return openMenu(target);
  if (target instanceof HTMLInputElement && target.type === "search") target.focus();
  else target.click();
  if (target instanceof HTMLInputElement && target.type === "checkbox") focusItem(item);
  return true;
}

function move(by: 1 | -1): boolean {
  const all = items();
  const item = current();
  const place = item ? all.indexOf(item) + by : 0;
  focusItem(all[Math.max(0, Math.min(place, all.length - 1))]);
  return all.length > 0;
}

/** To block takes a second press, on the button that is focused then. */
function openMenu(summary: HTMLElement): boolean {
  const menu = summary.parentElement as HTMLDetailsElement;
  menu.open = true;
  const buttons = [...menu.querySelectorAll<HTMLElement>("button")];
  (buttons.find((button) => button.dataset["blocks"] !== undefined) ?? buttons[0])?.focus();
  return true;
}

function isTyped(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.matches("input:not([type=checkbox]), textarea, select");
}
