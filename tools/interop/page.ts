/** One comment as the page shows it. */
export interface Shown {
  number: number;
  /** The number of the comment it answers; null at the top. */
  parent: number | null;
  handle: string | null;
  text: string;
  edited: boolean;
  /** How many like it, as the button says. */
  likes: number;
  /** Whether nothing but a stub is left of it. */
  stub: boolean;
}

/** What the fragment below a page of the blog shows. */
export interface Page {
  comments: Shown[];
  /** How many wait for the owner, as the page says it; null when none does. */
  waiting: string | null;
  /** The likes and boosts of the post, as the page says them; null when there are none. */
  reactions: string | null;
  /** The hidden fields of the form. */
  form: Record<string, string>;
}

/** Reads a thread's fragment as far as the journeys look at it. */
export function readPage(html: string): Page {
  const [head = "", ...items] = html.split('<li class="an-item');
  const inputs = html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
  return {
    comments: items.map(readComment),
    waiting: /<p class="an-wait">([^<]*)</.exec(head)?.[1] ?? null,
    reactions: readReactions(head),
    form: Object.fromEntries([...inputs].map(([, name = "", value = ""]) => [name, value.replaceAll("&amp;", "&")])),
  };
}

function readComment(html: string): Shown {
  const first = (pattern: RegExp) => pattern.exec(html)?.[1] ?? null;
  const parent = first(/data-parent="(\d+)"/);
  return {
    number: Number(first(/id="comment-(\d+)"/)),
    parent: parent === null ? null : Number(parent),
    handle: first(/class="an-meta an-handle"[^>]*>@([^<]*)</),
    text: plain(first(/<div class="an-text[^"]*"[^>]*>([\s\S]*?)<\/div>/) ?? ""),
    edited: html.includes(">edited<"),
    likes: Number(first(/<button class="an-vote an-like"[^>]*>(\d*)</)),
    stub: html.includes('class="an-stub"'),
  };
}

function readReactions(html: string): string | null {
  const list = /<ul class="an-reactions"[^>]*>([\s\S]*?)<\/ul>/.exec(html)?.[1];
  return list === undefined ? null : plain(list);
}

/** The words of some HTML, on one line. */
export function plain(html: string): string {
  return html
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}
