import { focusItem } from "./keys.ts";

/** Sends the forms of the queue without leaving it, and puts the page that the node answers with in place. */
export function sendInPlace(): { busy(): boolean } {
  const status = document.createElement("p");
  status.className = "an-away";
  status.setAttribute("role", "status");
  document.body.append(status);
  let sending = false;

  async function send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
    const action = submitter?.hasAttribute("formaction") ? (submitter as HTMLButtonElement).formAction : form.action;
    const body = new URLSearchParams([...new FormData(form, submitter)].map(([name, value]) => [name, String(value)]));
    const response = await fetch(action, { method: "POST", body, headers: { Accept: "text/html" } });
    show(new DOMParser().parseFromString(await response.text(), "text/html"), body.get("next"));
    if (response.redirected) history.replaceState(null, "", withoutDeed(response.url));
  }

  function show(page: Document, next: string | null): void {
    const main = page.querySelector("main");
    if (!main) {
      location.reload();
      return;
    }
    document.querySelector("main")?.replaceWith(main);
    document.title = page.title;
    const item = (next && document.getElementById(`comment-${next}`)) || document.querySelector<HTMLElement>(".item");
    if (item) focusItem(item);
    else focusFirst(main);
    status.textContent = (main.querySelector("[role=status]") ?? main.querySelector("h1"))?.textContent ?? "";
  }

  addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || form.method !== "post" || !form.closest("main")) return;
    event.preventDefault();
    if (sending) return;
    sending = true;
    (event.submitter?.closest(".item") ?? form).setAttribute("aria-busy", "true");
    send(form, event.submitter)
      .catch(() => {
        for (const waiting of document.querySelectorAll("[aria-busy]")) waiting.removeAttribute("aria-busy");
        status.textContent = "The node could not be reached, so that nothing is certain. Load the page again.";
        status.className = "done";
        document.querySelector("main")?.prepend(status);
      })
      .finally(() => {
        sending = false;
      });
  });

  return { busy: () => sending };
}

function focusFirst(main: HTMLElement): void {
  main.tabIndex = -1;
  main.focus({ preventScroll: true });
}

/** The address without what was just done, which a reload should not say again. */
function withoutDeed(address: string): string {
  const url = new URL(address);
  for (const name of ["done", "n", "not", "hidden", "undo"]) url.searchParams.delete(name);
  return url.href;
}
