import { demand, eventually, pause, staysAwayMs } from "../eventually.ts";
import { appears, approve, noteOf, oldSlug, post, type Step, shown, vanishes } from "./step.ts";

/** A first reply, and its second version. */
export const replySteps: readonly Step[] = [
  {
    id: "reply",
    title: "A stranger's reply waits for the owner, then stands on the page",
    needs: ["post"],
    async go(stage) {
      const { antiphon, peer, notes } = stage;
      notes["reply"] = await peer.reply(noteOf(stage, "post"), "An answer from afar.");
      await eventually(
        "that one waits",
        async () => (await antiphon.page(post(stage))).waiting === "1 waits for review",
      );
      demand("it is not shown yet", (await shown(stage, "An answer from afar")) === undefined);
      await approve(stage, "An answer from afar.");
      const comment = await appears(stage, "An answer from afar.");
      return `“${comment.text}” by @${comment.handle}`;
    },
  },
  {
    id: "edit",
    title: "An edit at home changes the page",
    needs: ["reply"],
    async go(stage) {
      // Servers tell the order of versions by whole seconds.
      await pause(1_100);
      await stage.peer.edit(noteOf(stage, "reply"), "An answer from afar, mended.");
      const comment = await appears(stage, "An answer from afar, mended.");
      demand("it is marked as edited", comment.edited);
      return `“${comment.text}”, marked as edited`;
    },
  },
];

/** Replies that go elsewhere, nowhere, or away. */
export const otherReplySteps: readonly Step[] = [
  {
    id: "archive",
    title: "An old post, never sent, is found by the address of its page",
    needs: ["reply"],
    async go(stage) {
      const { antiphon, blog, peer } = stage;
      const page = blog.urlOf(oldSlug);
      demand("it was not sent to the follower", (await peer.find("From the archive")) === null);
      await peer.reply(`${antiphon.origin}/ap/posts?url=${encodeURIComponent(page)}`, "Still true today.");
      await appears(stage, "Still true today.", page);
      return "found through /ap/posts?url=, answered, shown on its page";
    },
  },
  {
    id: "private",
    title: "A reply to followers alone is never shown",
    needs: ["reply"],
    async go(stage) {
      const { antiphon, peer } = stage;
      await peer.reply(noteOf(stage, "post"), "A secret among friends.", "followers").catch(() => undefined);
      await peer.reply(noteOf(stage, "post"), "Said to everybody afterwards.");
      await appears(stage, "Said to everybody afterwards.");
      await pause(staysAwayMs);
      demand("it is not on the page", (await shown(stage, "A secret")) === undefined);
      demand("it does not wait for the owner either", !(await antiphon.command("held")).includes("A secret"));
      return "a public one sent after it is shown; the other is neither shown nor held";
    },
  },
  {
    id: "delete",
    title: "A reply deleted at home is gone",
    needs: ["reply", "edit"],
    async go(stage) {
      await stage.peer.delete(noteOf(stage, "reply"));
      await vanishes(stage, "An answer from afar");
      return "gone from the page";
    },
  },
];
