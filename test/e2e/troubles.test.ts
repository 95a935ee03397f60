import { expect } from "chai";
import { createTestClock } from "../helpers/clock.ts";
import { type OwnerMail, startOwnerMail } from "../helpers/owner-mail.ts";

const hour = 3_600_000;

describe("the trouble of a blog whose feed is broken", () => {
  let own: OwnerMail;
  afterEach(() => own?.close());

  it("is mailed to its owner once, and so is its end", async () => {
    own = await startOwnerMail(createTestClock());
    await own.pass(hour);
    expect(own.mail.letters).to.have.length(0);
    own.blog.feedHeaders = { "content-encoding": "gzip" };
    for (let i = 0; i < 30; i++) await own.pass(hour);
    expect(own.mail.letters.map(({ subject }) => subject)).to.deep.equal(["Your comments need you"]);
    expect(own.last().text).to.contain("how new posts of A blog are found").and.contain(`${own.blog.home}feed.xml`);
    expect(own.last().to).to.deep.include({ text: "me@mail.example" });
    own.blog.feedHeaders = {};
    for (let i = 0; i < 30; i++) await own.pass(hour);
    expect(own.mail.letters.map(({ subject }) => subject)).to.deep.equal([
      "Your comments need you",
      "Your comments are well again",
    ]);
    expect(own.last().text?.trim()).to.equal("New posts of A blog are found again.");
  });
});
