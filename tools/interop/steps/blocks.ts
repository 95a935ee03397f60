import { demand, eventually, pause, staysAwayMs } from "../eventually.ts";
import { appears, noteOf, type Stage, type Step, shown, vanishes } from "./step.ts";

const words = "Said to everybody afterwards.";

/** What is said while blocked must neither be shown then nor later. */
async function unheard(stage: Stage, text: string): Promise<string> {
  const outcome = await stage.peer.reply(noteOf(stage, "post"), text).then(
    () => "taken and dropped",
    (error: Error) => `refused: ${/\b403\b/.test(error.message) ? "403" : error.message}`,
  );
  await pause(staysAwayMs);
  demand("what is said meanwhile is not shown", (await shown(stage, text)) === undefined);
  return outcome;
}

async function followsAgain({ antiphon, peer }: Stage): Promise<void> {
  await peer.follow(antiphon);
  await eventually("the follow accepted again", async () => (await peer.following()) === "accepted");
}

/** The owner blocks and takes it back, first the person, then the whole server. */
export const blockSteps: readonly Step[] = [
  {
    id: "block-person",
    title: "A blocked person is hidden, and their follow is ended",
    needs: ["private"],
    async go(stage) {
      const { antiphon, peer } = stage;
      const said = await antiphon.command("block", peer.actor);
      await vanishes(stage, words);
      await eventually("the follow ended at the peer", async () => (await peer.following()) === "no");
      const outcome = await unheard(stage, "Let me in.");
      return `${said.trim()} Reject seen; a new reply was ${outcome}`;
    },
  },
  {
    id: "unblock-person",
    title: "Unblocked, the comments are back, and the follow can be made anew",
    needs: ["block-person"],
    async go(stage) {
      await stage.antiphon.command("unblock", stage.peer.actor);
      await appears(stage, words);
      demand("what was said while blocked stays away", (await shown(stage, "Let me in.")) === undefined);
      await followsAgain(stage);
      return "comments back, followed again";
    },
  },
  {
    id: "block-server",
    title: "A blocked server is hidden, and what it sends is refused",
    needs: ["unblock-person"],
    async go(stage) {
      const { antiphon, peer } = stage;
      const said = await antiphon.command("block", new URL(peer.actor).hostname);
      await vanishes(stage, words);
      await eventually("the follow ended at the peer", async () => (await peer.following()) === "no");
      const outcome = await unheard(stage, "Let us in.");
      return `${said.trim()} Reject seen; a new reply was ${outcome}`;
    },
  },
  {
    id: "unblock-server",
    title: "Unblocked, the server is heard again",
    needs: ["block-server"],
    async go(stage) {
      await stage.antiphon.command("unblock", new URL(stage.peer.actor).hostname);
      await appears(stage, words);
      await followsAgain(stage);
      await stage.peer.reply(noteOf(stage, "post"), "Here again.");
      await appears(stage, "Here again.");
      return "comments back, followed again, a new reply shown";
    },
  },
];
