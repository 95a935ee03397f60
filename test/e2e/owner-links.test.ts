import { expect } from "chai";
import { createTestClock } from "../helpers/clock.ts";
import { mira } from "../helpers/comment.ts";
import { settle } from "../helpers/composed-node.ts";
import { type OwnerMail, startOwnerMail } from "../helpers/owner-mail.ts";
import { onEveryStore } from "../helpers/stores.ts";

const minute = 60_000;
const hour = 60 * minute;

onEveryStore("links in letters to the owner", (store) => {
  const clock = createTestClock();
  let own: OwnerMail;
  const start = async (env: Record<string, string> = {}) => {
    own = await startOwnerMail(clock, { ...env, ...store.env() });
  };
  afterEach(() => own.close());

  it("change nothing when a link is only opened, and publish once when the button is pressed", async () => {
    await start();
    await own.say("Let me in.");
    const link = own.linkOf("Publish");
    expect(await own.open(link))
      .to.contain("Publish this comment?")
      .and.contain("Let me in.");
    expect(await own.node.texts(own.page)).to.deep.equal([]);
    const pressed = await own.press(link);
    expect(pressed.status, pressed.html).to.equal(200);
    expect(pressed.html).to.contain("Published.").and.contain("Take it back");
    expect(await own.node.texts(own.page)).to.deep.equal(["Let me in."]);
    const { items } = await own.node.world.audit.list({}, { limit: 5 });
    expect(items[0]).to.deep.include({ act: "comment.approve", by: { id: "mail", name: "a link in a mail" } });

    expect((await own.press(link)).status, "a second time").to.equal(409);
    const undone = await own.pressOn(pressed.html);
    expect(undone.html).to.contain("Hidden.");
    expect(await own.node.texts(own.page)).to.deep.equal([]);
    expect((await own.pressOn(pressed.html)).status, "the way back a second time").to.be.oneOf([409, 410]);
    await own.pressOn(undone.html);
    expect(await own.node.texts(own.page)).to.deep.equal(["Let me in."]);
  });

  it("work once where the comment came back to what it was, for a week, and whole alone", async () => {
    await start();
    await own.say("Again and again.");
    const link = own.linkOf("Delete");
    const spam = own.linkOf("Spam");
    const { html } = await own.press(spam);
    expect(html).to.contain("Moved to spam.").and.contain("It is no spam: publish it");
    expect((await own.press(link)).html)
      .to.contain("it lies in the spam")
      .and.contain("Nothing was done");
    expect((await own.press(`${link}x`)).status).to.equal(403);
    expect((await own.press(link.replace("~delete~", "~approve~"))).status).to.equal(403);
    await own.say("Another one.", "Bea");
    await own.pass(5 * minute);
    const late = own.linkOf("Publish");
    clock.advance(7 * 24 * hour + 1000);
    expect((await own.press(late)).status).to.equal(410);
    expect(await own.open(late)).to.contain("too old");
    expect(await own.node.texts(own.page)).to.deep.equal([]);
  });

  it("show what a link does before it cannot be taken back, and offer no way back then", async () => {
    await start();
    await own.say("To be deleted.");
    const link = own.linkOf("Delete");
    expect(await own.open(link))
      .to.contain("cannot be taken back")
      .and.contain("To be deleted.");
    const { html } = await own.press(link);
    expect(html).to.contain("Deleted for good.").and.not.contain("<form");
    expect((await own.press(own.linkOf("Publish"))).status).to.equal(404);
  });

  it("do nothing to a comment that its author changed since", async () => {
    await start();
    await own.say("Harmless words.");
    const { items } = await own.node.world.comments.inState("held", { limit: 1 });
    const [comment] = items;
    if (!comment) throw new Error("Nothing waits.");
    await own.node.world.comments.change(comment, { source: { ...comment.source, text: "Something else." } });
    const answer = await own.press(own.linkOf("Publish"));
    expect(answer.status).to.equal(409);
    expect(answer.html).to.contain("perhaps with other words");
  });

  it("block who speaks from elsewhere, and take the block back", async () => {
    await start();
    await own.put({ _id: "far", origin: "fediverse", author: mira, state: "held" });
    await settle(own.node);
    const { html } = await own.press(own.linkOf("Block the person"));
    expect(html).to.contain("Blocked.").and.contain("Take it back: unblock");
    expect(await own.node.world.blocks.list()).to.have.lengthOf(1);
    await own.pressOn(html);
    expect(await own.node.world.blocks.list()).to.deep.equal([]);
  });

  it("block a visitor as well, who then cannot write any more", async () => {
    await start();
    await own.say("Rude words.");
    const { html } = await own.press(own.linkOf("Block the person"));
    expect(html).to.contain("Blocked.");
    const again = await own.node.post(own.page, { text: "Ruder ones.", author: "Ada" });
    expect(again.status).to.equal(403);
    await own.pressOn(html);
    await own.say("I am sorry.");
  });
});
