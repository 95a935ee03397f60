/*
 * Writes the number of comments into everything that carries `data-antiphon-count`: a link's own address says which page
 * is meant, unless the attribute does. One request asks for all of a page; what cannot be counted keeps its words.
 */
const script = document.currentScript as HTMLScriptElement | null;

function count(node: string): void {
  const places = [...document.querySelectorAll<HTMLElement>("[data-antiphon-count]")];
  const addressOf = (place: HTMLElement) =>
    place.dataset["antiphonCount"] ||
    (place as HTMLAnchorElement).href?.replace(/#.*/, "") ||
    location.href.replace(/#.*/, "");
  const query = new URLSearchParams([...new Set(places.map(addressOf))].map((url) => ["url", url]));
  if (!places.length) return;
  const { lang } = document.documentElement;
  if (lang) query.set("lang", lang);
  fetch(`${node}/counts?${query}`, { credentials: "omit" })
    .then((answer) => answer.json())
    .then(({ counts, labels = {} }: { counts: Record<string, number>; labels?: Record<string, string> }) => {
      for (const place of places) {
        const said = labels[addressOf(place)] ?? counts[addressOf(place)];
        if (said !== undefined) place.textContent = String(said);
      }
    })
    .catch(() => undefined);
}

const node = (script ?? document.querySelector<HTMLScriptElement>('script[src*="/count.js"]'))?.src.replace(
  /\/count\.js.*/,
  "",
);
if (node) {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => count(node));
  else count(node);
}
