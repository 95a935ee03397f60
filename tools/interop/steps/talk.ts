import { demand, eventually, pause, staysAwayMs } from "../eventually.ts";
import { appears, approve, noteOf, post, type Stage, type Step, shown, vanishes } from "./step.ts";

/** Puts a visitor's comment below another one, sent on to the fediverse, and approves it. */
async function visitorAnswers(stage: Stage, below: string, text: string): Promise<void> {
  const parent = await appears(stage, below);
  const fields = { text, author: "Vera", parent: String(parent.number), federate: "yes" };
  const sent = await stage.antiphon.comment(post(stage), fields);
  await approve(stage, text);
  const { number, parent: below_ } = await appears(stage, text);
  demand("it stands below what it answers", below_ === parent.number);
  stage.visitor = { ...sent, number };
}

/** Replies in both directions, and what becomes of them. */
export const talkSteps: readonly Step[] = [
  {
    id: "reply",
    title: "A stranger's reply waits for the owner, then stands on the page",
    needs: ["post"],
    async go(stage) {
      const { antiphon, peer, notes } = stage;
      notes["reply"] = await peer.reply(noteOf(stage, "post"), "An answer from afar.");
      await eventually("that one waits", async () => (await antiphon.page(post(stage))).waiting === "1 waits for review");
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
  {
    id: "guest",
    title: "A visitor's anonymous answer arrives at home as a reply",
    needs: ["reply"],
    async go(stage) {
      const { antiphon, peer, notes } = stage;
      await visitorAnswers(stage, "An answer from afar", "A word from the shore.");
      const seen = await eventually("the visitor's words at the peer", () => peer.find("A word from the shore."));
      demand("they answer the person's own note", seen.inReplyTo === noteOf(stage, "reply"));
      demand("they are the guests' account's", seen.author === antiphon.handle.replace("@blog", "@blog_guests"));
      notes["guest"] = seen.id;
      return "Create(Note) by the guests' account seen, in reply to the person's own note";
    },
  },
  {
    id: "nested",
    title: "An answer to the visitor stands below the visitor's words",
    needs: ["guest"],
    async go(stage) {
      stage.notes["nested"] = await stage.peer.reply(noteOf(stage, "guest"), "Heard on the hill.");
      const comment = await appears(stage, "Heard on the hill.");
      demand("it is nested below the visitor's", comment.parent === stage.visitor.number);
      return "nested below the visitor's, and shown at once, as the person is known by now";
    },
  },
  {
    id: "guest-edit",
    title: "The visitor's edit and deletion are seen at home",
    needs: ["nested"],
    async go({ antiphon, peer, visitor }) {
      await pause(1_100);
      await antiphon.ownComment(visitor.number, "edit", { text: "A word from the quay." }, visitor);
      await eventually("the edited words at the peer", () => peer.find("A word from the quay."));
      await antiphon.ownComment(visitor.number, "delete", { sure: "yes" }, visitor);
      await eventually("the words gone at the peer", async () => (await peer.find("A word from the")) === null);
      return "Update(Note) and Delete seen";
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
