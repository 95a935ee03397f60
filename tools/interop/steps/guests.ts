import { demand, eventually, pause } from "../eventually.ts";
import { appears, approve, noteOf, post, type Stage, type Step, shown } from "./step.ts";

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

/** A visitor without an account talks with the person of the other server. */
export const guestSteps: readonly Step[] = [
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
    id: "react-comment",
    title: "A like of the visitor's words is counted beside them",
    needs: ["guest"],
    async go(stage) {
      await stage.peer.like(noteOf(stage, "guest"));
      await eventually("one like on the comment's button", async () => {
        const comment = await shown(stage, "A word from the shore.");
        return comment?.likes === 1;
      });
      return "one like on the comment's button";
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
];
