/** A post of an export; what is left out is plain. */
export interface DisqusPost {
  id: string;
  thread?: string;
  parent?: string;
  message?: string;
  createdAt?: string;
  author?: string;
  isDeleted?: boolean;
  isSpam?: boolean;
}

export interface DisqusThread {
  id: string;
  link: string;
  title?: string;
  identifier?: string;
}

/** An author as new exports have it, with an account, and as old ones had it, with mailbox and address. */
export const account = "<name>Anna</name><isAnonymous>false</isAnonymous><username>anna77</username>";
export const mailbox = "<email>anna@example.org</email><name>Anna</name><isAnonymous>true</isAnonymous>";

/** An export in the shape of Disqus' own, written by us. */
export function disqusXml(threads: readonly DisqusThread[], posts: readonly DisqusPost[]): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://disqus.com http://disqus.com/api/schemas/1.0/disqus.xsd">
<category dsq:id="7"><forum>a-blog</forum><title>General</title><isDefault>true</isDefault></category>
${threads.map(threadXml).join("\n")}
${posts.map(postXml).join("\n")}
</disqus>
`;
}

export function threadXml({ id, link, title = "A post", identifier = "" }: DisqusThread): string {
  return `<thread dsq:id="${id}">
<id>${identifier}</id><forum>a-blog</forum><category dsq:id="7" /><link>${link}</link><title>
${title}
</title><message /><createdAt>2012-03-04T05:06:07Z</createdAt><author>${account}</author><isClosed>false</isClosed><isDeleted>false</isDeleted>
</thread>`;
}

export function postXml({ id, thread = "1", parent, message = `<p>Text ${id}</p>`, ...given }: DisqusPost): string {
  const { createdAt = "2013-03-04T05:06:07Z", author = account, isDeleted = false, isSpam = false } = given;
  return `<post dsq:id="${id}">
<id></id><message><![CDATA[${message}]]></message><createdAt>${createdAt}</createdAt>
<isDeleted>${isDeleted}</isDeleted><isSpam>${isSpam}</isSpam><author>${author}</author>
<thread dsq:id="${thread}" />${parent === undefined ? "" : `<parent dsq:id="${parent}" />`}
</post>`;
}
