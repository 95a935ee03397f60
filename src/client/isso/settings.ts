/** What a page says of its comments, in the attributes that Isso's client knows. */
export interface Settings {
  /** The address of the node, without a slash at its end. */
  node: string;
  /** The style sheet to be put into the page; null where the page has its own. */
  css: string | null;
  /** Empty for the language of the page. */
  lang: string;
  /** Parameters of a thread: its order and how much of it is shown at first. */
  thread: Record<string, string>;
  /** How many comments are shown when more are asked for. */
  reveal: string;
  /** What comments are to look like. */
  look: Record<string, string>;
  /** From which votes on a comment is of the next level. */
  levels: readonly number[];
  /** Whether answers are asked for by mail unless the writer says otherwise. */
  notify: boolean;
}

const ownFile = /\/js\/(?:embed|count)\.(?:min|dev)\.js.*/;

/** Reads the attributes of every script on the page, as Isso's client does. */
export function readSettings(): Settings {
  const given = new Map<string, string>();
  let node = "";
  for (const script of document.scripts) {
    for (const { name, value } of script.attributes) {
      if (name === "data-isso") node = value;
      else if (name.startsWith("data-isso-")) given.set(name.slice("data-isso-".length).replaceAll("_", "-"), value);
    }
  }
  node ||= [...document.scripts].find(({ src }) => ownFile.test(src))?.src.replace(ownFile, "") ?? "";
  node = node.replace(/\/+$/, "");

  const said = (name: string, usual = "") => given.get(name)?.trim() || usual;
  const isOff = (name: string) => said(name) === "false";
  const limited = (name: string, parameter: string, usual: string) => {
    const text = said(name, usual);
    return /^\d+$/.test(text) ? { [parameter]: text } : {};
  };
  const around = document.getElementById("isso-thread")?.closest<HTMLElement>("[lang]")?.lang ?? "";
  const lang = said("lang") === "null" ? around : said("lang", around);
  return {
    node,
    css: isOff("css") ? null : said("css-url", `${node}/css/isso.css`),
    lang,
    thread: {
      sort: said("sorting", "oldest"),
      ...limited("max-comments-top", "limit", "inf"),
      ...limited("max-comments-nested", "nested_limit", "5"),
    },
    reveal: said("reveal-on-click", "5"),
    look: {
      ...(lang ? { lang } : {}),
      ...(isOff("avatar") ? { avatar: "0" } : {}),
      ...(isOff("vote") ? { vote: "0" } : {}),
      ...(said("page-author-hashes") ? { authors: said("page-author-hashes") } : {}),
    },
    levels: (said("vote-levels").match(/-?\d+/g) ?? []).map(Number).sort((a, b) => a - b),
    notify: said("reply-notifications-default-enabled") === "true",
  };
}
