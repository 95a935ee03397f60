import type { Settings } from "./settings.ts";

const mark = "#isso-thread";
const mostAtOnce = 100;

/** Writes the number of comments into every link that leads to a thread, in the words of the node. */
export async function countComments({ node, lang }: Pick<Settings, "node" | "lang">): Promise<void> {
  const links = [...document.querySelectorAll<HTMLAnchorElement>(`a[href$="${mark}"]`)];
  const addressOf = (link: HTMLAnchorElement) =>
    new URL(link.dataset["issoId"] ?? link.href.slice(0, -mark.length), location.href).href;
  const addresses = [...new Set(links.map(addressOf))];
  for (let i = 0; i < addresses.length; i += mostAtOnce) {
    const asked = addresses.slice(i, i + mostAtOnce).map((address) => ["url", address]);
    // A language that is none stands for the node's own.
    const query = new URLSearchParams([...asked, ["lang", lang || document.documentElement.lang || "*"]]);
    const answer = await fetch(`${node}/counts?${query}`, { credentials: "omit" }).catch(() => null);
    if (!answer?.ok) return;
    const { labels } = (await answer.json()) as { labels: Record<string, string> };
    for (const link of links) link.textContent = labels[addressOf(link)] ?? link.textContent;
  }
}
