import { defineElement, whenParsed } from "./reading/element.ts";
import { createParser } from "./reading/html.ts";
import type { Later } from "./reading/later.ts";
import { createDresser } from "./reading/style.ts";

/** Set by the build: the style of a thread, and the file for writing with its version. */
declare const THREAD_STYLE: string;
declare const WRITING_FILE: string;

/*
 * Places a page's comments into <antiphon-comments>, or where this script stands. Whatever is shown was rendered by the
 * server; without this script plain links and forms do the same. What writing needs is loaded when it is needed.
 */
const tag = "antiphon-comments";

if (!customElements.get(tag)) {
  // A module has no current script.
  const script = (document.currentScript ??
    document.querySelector('script[src*="/embed.js"]')) as HTMLScriptElement | null;
  // A page that links the style sheet decides itself where it stands among its own.
  const isLinked = document.querySelector('link[href*="/embed.css"]');
  const page = {
    node: script?.src.replace(/\/embed\.js.*/, "") ?? "",
    url: script?.dataset["url"],
    live: script?.dataset["live"] ?? "",
    parse: createParser(),
    style: isLinked ? "" : THREAD_STYLE,
    dress: createDresser(),
  };
  defineElement(tag, page, (node) => import(`${node}/${WRITING_FILE}`) as Promise<Later>);

  if (script && !("manual" in script.dataset))
    whenParsed(() => {
      if (document.querySelector(tag)) return;
      const element = document.createElement(tag);
      const place = document.getElementById("antiphon");
      if (place) place.append(element);
      else if (script.closest("body")) script.after(element);
      else document.body.append(element);
    });
}
