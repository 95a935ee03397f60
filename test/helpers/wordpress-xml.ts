/** A comment of an export; what is left out is plain. */
export interface WordpressComment {
  id: string;
  parent?: string;
  author?: string;
  email?: string;
  url?: string;
  /** As the blog's clock said, and in UTC. */
  date?: string;
  gmt?: string;
  content?: string;
  approved?: string;
  type?: string;
  user?: string;
  /** More elements in it. */
  more?: string;
}

export interface WordpressPost {
  id: string;
  link?: string;
  title?: string;
  guid?: string;
  status?: string;
  password?: string;
  type?: string;
  /** More elements before its comments. */
  more?: string;
  comments: WordpressComment[];
}

/** An export in the shape of WordPress' own, written by us. */
export function wordpressXml(
  posts: readonly WordpressPost[],
  { version = "1.2", blog = "https://blog.example" } = {},
): string {
  return `<?xml version="1.0" encoding="UTF-8" ?>
<!-- This is a WordPress eXtended RSS file -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/${version}/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/${version}/">
<channel>
<title>A blog</title><link>${blog}</link><description></description>
<wp:wxr_version>${version}</wp:wxr_version><wp:base_site_url>${blog}</wp:base_site_url><wp:base_blog_url>${blog}</wp:base_blog_url>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login>anna</wp:author_login><wp:author_display_name><![CDATA[Anna]]></wp:author_display_name></wp:author>
<wp:category><wp:term_id>1</wp:term_id><wp:cat_name><![CDATA[General]]></wp:cat_name></wp:category>
${posts.map(postXml).join("\n")}
</channel>
</rss>
`;
}

function postXml({ id, title = "A post", comments, ...given }: WordpressPost): string {
  const { link = `https://blog.example/post-${id}/`, guid = `https://blog.example/?p=${id}`, more = "" } = given;
  const { status = "publish", password = "", type = "post" } = given;
  return `<item>
<title>${title}</title><link>${link}</link><pubDate>Sun, 04 Mar 2012 05:06:07 +0000</pubDate><dc:creator>anna</dc:creator>
<guid isPermaLink="false">${guid}</guid><description></description>
<content:encoded><![CDATA[<p>The post. <wp:comment>no comment</wp:comment></p>]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>
<wp:post_id>${id}</wp:post_id><wp:post_date>2012-03-04 05:06:07</wp:post_date><wp:status>${status}</wp:status>
<wp:post_type>${type}</wp:post_type><wp:post_password>${password}</wp:post_password>
<category domain="category" nicename="general"><![CDATA[General]]></category>
<wp:postmeta><wp:meta_key>_edit_last</wp:meta_key><wp:meta_value><![CDATA[1]]></wp:meta_value></wp:postmeta>
${more}${comments.map(commentXml).join("\n")}
</item>`;
}

function commentXml({ id, parent = "0", author = "Anna", email = "", url = "", ...given }: WordpressComment): string {
  const { date = "2013-03-04 07:06:07", gmt = "2013-03-04 05:06:07", content = `Text ${id}` } = given;
  const { approved = "1", type = "comment", user = "0", more = "" } = given;
  return `<wp:comment>
<wp:comment_id>${id}</wp:comment_id><wp:comment_author><![CDATA[${author}]]></wp:comment_author>
<wp:comment_author_email>${email}</wp:comment_author_email><wp:comment_author_url>${url}</wp:comment_author_url>
<wp:comment_author_IP>192.0.2.7</wp:comment_author_IP>
<wp:comment_date>${date}</wp:comment_date><wp:comment_date_gmt>${gmt}</wp:comment_date_gmt>
<wp:comment_content><![CDATA[${content.replaceAll("]]>", "]]]]><![CDATA[>")}]]></wp:comment_content>
<wp:comment_approved>${approved}</wp:comment_approved><wp:comment_type>${type}</wp:comment_type>
<wp:comment_parent>${parent}</wp:comment_parent><wp:comment_user_id>${user}</wp:comment_user_id>
<wp:commentmeta><wp:meta_key>akismet_history</wp:meta_key><wp:meta_value><![CDATA[a:1:{}]]></wp:meta_value></wp:commentmeta>${more}
</wp:comment>`;
}
