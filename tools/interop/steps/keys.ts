import { demand, eventually } from "../eventually.ts";
import type { Step } from "./step.ts";

/** A serving node looks once a minute for keys that a command made. */
const takenUpWithinMs = 90_000;

/** The blog signs with another key from one day to the next. */
export const keySteps: readonly Step[] = [
  {
    id: "rotate",
    title: "With a new key, the next post arrives all the same",
    needs: ["unblock-server"],
    async go({ antiphon, blog, peer }) {
      const key = async () => JSON.stringify((await antiphon.document(antiphon.actor)).body["publicKey"]);
      const old = await key();
      const said = await antiphon.command("rotate-key", "--now");
      await eventually("the new key at the actor", async () => (await key()) !== old, takenUpWithinMs);
      blog.publish({ slug: "a-second-call", title: "A second call", published: new Date().toISOString() });
      await antiphon.readFeed();
      const seen = await eventually("the second post at the peer", () => peer.find("A second call"));
      demand("it is by the blog's account", seen.author === antiphon.handle);
      return `${said.split("\n")[0]} The post after it is seen`;
    },
  },
];
