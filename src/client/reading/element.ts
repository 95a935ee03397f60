import { followAnchors } from "./anchors.ts";
import { isAnythingKept } from "./kept.ts";
import { type Later, writeLater } from "./later.ts";
import { openSection, type Page, type Section } from "./section.ts";

/** Makes an element show the comments of its page, for as long as it is in the document. */
export function defineElement(tag: string, page: Page, bring: (node: string) => Promise<Later>): void {
  customElements.define(
    tag,
    class extends HTMLElement {
      static observedAttributes = ["node", "url", "lang", "sort", "view"];
      #section: Section | undefined;
      #leave: AbortController | undefined;
      #shown: string | undefined;

      connectedCallback(): void {
        if (page.style) page.dress(this, page.style);
        // A thread that came with the page is only whole once its element was read to its end.
        if (this.nextSibling) this.#start();
        else whenParsed(() => this.#start());
      }

      disconnectedCallback(): void {
        // An element that is moved comes back at once.
        queueMicrotask(() => {
          if (this.isConnected) return;
          this.#leave?.abort();
          this.#section = undefined;
        });
      }

      attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
        if (this.#section && before !== after) this.#show(this.#section);
      }

      #start(): void {
        if (this.#section || !this.isConnected) return;
        this.#leave = new AbortController();
        const { signal } = this.#leave;
        let later: Promise<boolean> | undefined;
        const load = () =>
          (later ??= bring(section.node()).then(
            ({ write }) => {
              if (!signal.aborted) write(section);
              return true;
            },
            () => {
              later = undefined;
              return false;
            },
          ));
        const section = openSection(this, page, signal, () => (isAnythingKept() ? load() : null));
        this.#section = section;
        // One that is from when the page was built is shown until it comes as it is now.
        const isThere = section.find(".antiphon:not([data-built])") && (this.#shown ?? section.url()) === section.url();
        if (!isThere) this.#show(section);
        writeLater(section, load);
        followAnchors(section);
      }

      #show(section: Section): void {
        this.#shown = section.url();
        this.toggleAttribute("data-waiting", !section.find(".antiphon"));
        section
          .load()
          .catch(() => this.#fail(section))
          .then(() => {
            // The room that was kept is given back where nobody sees what stood below it move.
            const { bottom, height } = (this.lastElementChild ?? this).getBoundingClientRect();
            if (bottom >= innerHeight || !height) this.removeAttribute("data-waiting");
          });
      }

      #fail(section: Section): void {
        if (section.gone.aborted) return;
        if (!this.textContent?.trim()) {
          const link = document.createElement("a");
          link.href = `${section.node()}/thread?url=${encodeURIComponent(section.url())}`;
          link.textContent = "The comments could not be loaded. Read them on their own page.";
          this.replaceChildren(link);
        }
        bring(section.node()).then(
          ({ explain }) => explain(section),
          () => console.error(`Antiphon: ${section.node()} cannot be reached.`),
        );
      }
    },
  );
}

/** Acts once the page was read to its end. */
export function whenParsed(act: () => void): void {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", act);
  else act();
}
