import { once } from "node:events";
import { createWriteStream } from "node:fs";

/** A kind of export that can be made up. */
export type ExportKind = "disqus" | "wordpress" | "remark42";

/** Comments on one page, where nothing else is said. */
const usuallyOnPage = 100;

const words =
  "people write comments of some length with words that are longer than others and now and then a link or a quote ".repeat(
    3,
  );

interface Line {
  id: number;
  /** The number of the comment answered; 0 for none. */
  parent: number;
  page: number;
  author: number;
  at: string;
  text: string;
}

interface Writer {
  head: string;
  foot: string;
  startPage(page: number): string;
  comment(line: Line): string;
  endPage: string;
}

const disqus: Writer = {
  head: '<?xml version="1.0" encoding="utf-8"?>\n<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">\n',
  foot: "</disqus>\n",
  startPage: (page) =>
    `<thread dsq:id="${page}"><id/><link>https://blog.example/posts/${page}</link><title>Post ${page}</title></thread>\n`,
  comment: ({ id, parent, page, author, at, text }) =>
    `<post dsq:id="${id}"><message><![CDATA[<p>${text}</p>]]></message><createdAt>${at}</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam><author><name>Reader ${author}</name><isAnonymous>false</isAnonymous><username>reader${author}</username></author><thread dsq:id="${page}" />${parent > 0 ? `<parent dsq:id="${parent}" />` : ""}</post>\n`,
  endPage: "",
};

const wordpress: Writer = {
  head: '<?xml version="1.0" encoding="UTF-8" ?>\n<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel><link>https://blog.example</link>\n',
  foot: "</channel></rss>\n",
  startPage: (page) =>
    `<item><title>Post ${page}</title><link>https://blog.example/posts/${page}</link><wp:post_id>${page}</wp:post_id><wp:status>publish</wp:status>\n`,
  comment: ({ id, parent, author, at, text }) =>
    `<wp:comment><wp:comment_id>${id}</wp:comment_id><wp:comment_author><![CDATA[Reader ${author}]]></wp:comment_author><wp:comment_author_email>reader${author}@example.org</wp:comment_author_email><wp:comment_date_gmt>${at.replace("T", " ").slice(0, 19)}</wp:comment_date_gmt><wp:comment_content><![CDATA[${text}]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved><wp:comment_type>comment</wp:comment_type><wp:comment_parent>${parent}</wp:comment_parent></wp:comment>\n`,
  endPage: "</item>\n",
};

const remark42: Writer = {
  head: '{"version":1,"users":[],"posts":[]}\n',
  foot: "",
  startPage: () => "",
  comment: ({ id, parent, page, author, at, text }) =>
    `${JSON.stringify({ id: `c${id}`, pid: parent > 0 ? `c${parent}` : "", text: `<p>${text}</p>`, orig: text, user: { name: `Reader ${author}`, id: `anonymous_${author}`, picture: "", ip: "", admin: false }, locator: { site: "blog", url: `https://blog.example/posts/${page}` }, score: 0, votes: {}, time: at })}\n`,
  endPage: "",
};

const writers: Record<ExportKind, Writer> = { disqus, wordpress, remark42 };

/** Writes an export of so many comments, `onPage` on each page, half of them answers, by a twentieth as many people. */
export async function writeExport(
  kind: ExportKind,
  file: string,
  comments: number,
  onPage = usuallyOnPage,
): Promise<void> {
  const { head, foot, startPage, comment, endPage } = writers[kind];
  const stream = createWriteStream(file);
  stream.write(head);
  for (let first = 1, page = 1; first <= comments; first += onPage, page++) {
    let text = startPage(page);
    for (let id = first; id < Math.min(first + onPage, comments + 1); id++) {
      const parent = id % 2 === 0 ? id - 1 - ((id % 10) % (id - first + 1)) : 0;
      const at = new Date(1_400_000_000_000 + id * 60_000).toISOString();
      text += comment({
        id,
        parent: Math.max(parent, 0) < first ? 0 : parent,
        page,
        author: id % Math.ceil(comments / 20),
        at,
        text: `${id} ${words.slice(0, 100 + ((id * 37) % 250))}`,
      });
    }
    if (!stream.write(text + endPage)) await once(stream, "drain");
  }
  stream.end(foot);
  await once(stream, "finish");
}
