import { expect } from "chai";
import { blockers, type RequestType } from "./blocker.ts";
import { ourNames } from "./names.ts";

const page = "https://myblog.com/2026/a-post/";
/** Where nodes live: on a host of their own, on the blog's own, under any ending. */
const origins = [
  "https://comments.myblog.com",
  "https://myblog.com",
  "https://comments.myblog.org",
  "https://antiphon.myblog.net",
];
const queries = [
  "",
  "?url=https%3A%2F%2Fmyblog.com%2F2026%2Fa-post%2F",
  "?uri=%2F2026%2Fa-post%2F",
  "?v=0.1.0-0123456789ab",
];

/** Isso's clients ask here, so that it cannot have another name; where it is refused they show no count. Our own ask elsewhere. */
const inherited = ["/count"];

function typesOf(path: string): RequestType[] {
  if (path.endsWith(".js")) return ["script"];
  if (path.endsWith(".css")) return ["stylesheet"];
  if (/^\/media\/|\.svg$/.test(path)) return ["image"];
  return ["fetch", "document", "eventsource"];
}

describe("names that blockers know", () => {
  const { classes, ids, paths } = ourNames();
  // How pictures are asked for.
  const asked = [...paths, "/media/1?face=0123456789ab"].filter((path) => !inherited.includes(path));

  it("are read off the sources", () => {
    expect(classes).to.include.members(["antiphon", "an-comment", "an-face", "an-form", "an-new", "u-url"]);
    expect(ids).to.include.members(["antiphon-form", "comment-1", "an-by-1"]);
    expect(paths).to.include.members([
      "/embed.js",
      "/embed.css",
      "/fragment",
      "/own",
      "/comments",
      "/comments/1/edit",
      "/media/1",
    ]);
  });

  for (const { name, blocker } of blockers()) {
    describe(`by ${name}`, () => {
      it("are no address of ours", () => {
        const urls = asked.flatMap((path) =>
          origins.flatMap((origin) =>
            queries.flatMap((query) => typesOf(path).map((type) => ({ type, url: origin + path + query }))),
          ),
        );
        const refused = urls.flatMap(({ url, type }) =>
          blocker.refuses(url, type, page).map((rule) => `${url} (${type}): ${rule}`),
        );
        expect(urls.length).to.be.greaterThan(300);
        expect(refused).to.deep.equal([]);
      });

      it("are no class and no id of ours", () => {
        const always = new Set(blocker.hides(page, { classes: [], ids: [] }));
        const hidden = blocker.hides(page, { classes, ids }).filter((selector) => !always.has(selector));
        expect(hidden).to.deep.equal([]);
      });
    });
  }

  it("are known to this very check", () => {
    const [own] = blockers();
    expect(own?.blocker.rules).to.be.greaterThan(100);
    const always = new Set(own?.blocker.hides(page, { classes: [], ids: [] }));
    const hides = (name: string) =>
      own?.blocker.hides(page, { classes: [name], ids: [] }).filter((one) => !always.has(one));
    for (const name of ["share-buttons", "social-share", "comment-ad"]) expect(hides(name)).to.deep.equal([`.${name}`]);
    for (const url of [
      "https://comments.myblog.com/count?url=x",
      "https://myblog.com/tracking.js",
      "https://x.org/counter.js.php",
    ])
      expect(own?.blocker.refuses(url, "script", page), url).to.have.lengthOf(1);
    expect(own?.blocker.refuses("https://comments.myblog.com/counts?url=x", "fetch", page)).to.deep.equal([]);
  });
});
