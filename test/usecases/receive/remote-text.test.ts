import { expect } from "chai";
import { createHtml } from "../../../src/html/html.ts";
import { draftOf, type RenderedText, renderRemote } from "../../../src/usecases/receive/remote-text.ts";

describe("remote-text", () => {
  const html = createHtml();
  const render = (text: string) =>
    renderRemote(html, { html: text, lang: null, warning: null, attachments: [] }) as RenderedText;

  it("hands the checks the words that it read, so that nobody reads them again", () => {
    const drafted = draftOf(render("<p>Two <b>words</b></p>"));
    expect(drafted).to.include({ text: "Two words", words: "Two words" });
    expect(html.toText(drafted.html as string, 100_000)).to.equal(drafted.words);
  });

  it("hands them none where they were cut, so that what comes last is judged as well", () => {
    const drafted = draftOf(render(`<p>${"many ".repeat(5_000)}unwanted</p>`));
    expect(drafted.text).not.to.contain("unwanted");
    expect(drafted).not.to.have.property("words");
    expect(html.toText(drafted.html as string, 100_000)).to.contain("unwanted");
  });
});
