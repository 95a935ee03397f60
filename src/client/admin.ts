import { focusItem, listenForKeys } from "./admin/keys.ts";
import { sendInPlace } from "./admin/send.ts";

/*
 * Makes the owner's queue quick: keys, and decisions without leaving the page. Everything is a form or a link of the
 * page itself, and works without this.
 */
listenForKeys(sendInPlace());

document.documentElement.dataset["script"] = "";

addEventListener("click", ({ target }) => {
  if (!(target instanceof Element) || !target.closest("[data-help]")) return;
  document.querySelector<HTMLDialogElement>("dialog.keys")?.showModal();
});

addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement) || target.name !== "all") return;
  for (const pick of document.querySelectorAll<HTMLInputElement>("[name=pick]")) pick.checked = target.checked;
});

focusItem(document.getElementById(location.hash.slice(1)));
