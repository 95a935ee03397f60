import { expect } from "chai";
import { mira } from "../helpers/comment.ts";
import { postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

describe("what comes without pictures, as a rule of the owner's says", () => {
  let node: WebNode;
  beforeEach(async () => {
    node = await startWebNode();
  });
  afterEach(() => node.close());

  const author = {
    ...mira,
    avatar: "https://far.example/face.png",
    emoji: [{ text: ":cat:", image: "https://far.example/cat.png" }],
    name: "Mira :cat:",
  };
  const attachments = [{ url: "https://far.example/photo.png", mediaType: "image/png", alt: "A photo" }];
  const put = (plain: boolean) => node.put({ _id: "a", author, attachments, origin: "fediverse", plain });
  const views = () =>
    Promise.all(
      [
        `/fragment?url=${encodeURIComponent(postUrl)}`,
        `/thread?url=${encodeURIComponent(postUrl)}`,
        "/?uri=/post",
        `/isso/thread?uri=/post`,
        `/feed?uri=/post`,
      ].map(async (path) => (await node.get(path)).text()),
    );

  it("shows them where there is no such rule", async () => {
    await put(false);
    const [fragment, page, isso] = await views();
    for (const html of [fragment, page]) expect(html).to.contain("/media/").and.contain("A photo");
    expect(isso).to.contain("photo.png");
  });

  it("shows none of them in any view: no face, no emoji, no attachment", async () => {
    await put(true);
    for (const html of await views()) expect(html).to.not.match(/\/media\/|photo\.png|A photo/);
  });
});
