import { demand, eventually, pause, staysAwayMs } from "../eventually.ts";
import { appears, noteOf, type Stage, type Step, shown, vanishes } from "./step.ts";

const words = "Said to everybody afterwards.";

/** What is said while blocked must not be shown; it is answered with the given status. */
async function unheard(stage: Stage, text: string, status: 202 | 403): Promise<string> {
  const { peer } = stage;
  const answered = async () => (await peer.traffic()).filter((line) => isDelivery(line) && line.endsWith(`${status}`));
  const before = await answered();
  // A peer that waits for the answer fails here with what it was told, one that queues does not: the traffic tells.
  await peer.reply(noteOf(stage, "post"), text).catch(() => undefined);
  await eventually(`a delivery answered with ${status}`, async () => (await answered()).length > before.length);
  await pause(staysAwayMs);
  demand("what is said meanwhile is not shown", (await shown(stage, text)) === undefined);
  return `a new reply is answered with ${status} and not shown`;
}

const isDelivery = (line: string) => line.startsWith("to Antiphon: POST");

/** Blocks, and waits until the words are gone from the page and the other server has the Reject. */
async function block(stage: Stage, who: string): Promise<string> {
  const { antiphon, peer } = stage;
  const received = async () => (await peer.traffic()).filter((line) => line.startsWith("from Antiphon: POST")).length;
  const before = await received();
  const said = await antiphon.command("block", who);
  await vanishes(stage, words);
  await eventually("the Reject at the peer", async () => (await received()) > before);
  return `${said.trim()} ${await followEnded(stage)}`;
}

/** The node counts them no more; the other server, if it heeds the Reject, shows them that they follow no more. */
async function followEnded({ antiphon, peer }: Stage): Promise<string> {
  demand("no follower is counted", (await antiphon.followers()) === 0);
  if (!peer.heedsReject) return "Reject sent, which this software takes no notice of";
  await eventually("the follow ended at the peer", async () => (await peer.following()) === "no");
  return "Reject seen";
}

async function followsAgain({ antiphon, peer }: Stage): Promise<void> {
  // What a person has to do whose server still shows the old follow.
  if ((await peer.following()) === "accepted") await peer.unfollow();
  await peer.follow(antiphon);
  await eventually("the follow accepted again", async () => (await peer.following()) === "accepted");
}

/** The server of the peer, as an address: a name without a dot, such as “localhost”, is a word to block. */
function serverOf({ peer }: Stage): string {
  return `http://${new URL(peer.actor).hostname}`;
}

/** The owner blocks and takes it back, first the person, then the whole server. */
export const blockSteps: readonly Step[] = [
  {
    id: "block-person",
    title: "A blocked person is hidden, and their follow is ended",
    needs: ["private"],
    async go(stage) {
      const said = await block(stage, stage.peer.actor);
      return `${said}; ${await unheard(stage, "Let me in.", 202)}`;
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
      const said = await block(stage, serverOf(stage));
      return `${said}; ${await unheard(stage, "Let us in.", 403)}`;
    },
  },
  {
    id: "unblock-server",
    title: "Unblocked, the server is heard again",
    needs: ["block-server"],
    async go(stage) {
      await stage.antiphon.command("unblock", serverOf(stage));
      await appears(stage, words);
      await followsAgain(stage);
      await stage.peer.reply(noteOf(stage, "post"), "Here again.");
      await appears(stage, "Here again.");
      return "comments back, followed again, a new reply shown";
    },
  },
];
