import { demand, eventually } from "../eventually.ts";
import { appears, demandDocument, noteOf, post, type Step, slug, vanishes } from "./step.ts";

/** The blog's side: it is found and followed, and its post arrives. */
export const firstSteps: readonly Step[] = [
  {
    id: "follow",
    title: "WebFinger finds the blog; the follow is accepted",
    needs: [],
    async go({ antiphon, peer }) {
      const found = await peer.follow(antiphon);
      await eventually("the follow accepted", async () => (await peer.following()) === "accepted");
      demand("one follower is counted", (await antiphon.followers()) === 1);
      return `found ${found}, Accept seen, one follower counted`;
    },
  },
  {
    id: "unfollow",
    title: "Unfollowed, the follower is counted no more; a new follow is accepted",
    needs: ["follow"],
    async go({ antiphon, peer }) {
      await peer.unfollow();
      await eventually("no follower counted", async () => (await antiphon.followers()) === 0);
      await peer.follow(antiphon);
      await eventually("the new follow accepted", async () => (await peer.following()) === "accepted");
      return "Undo(Follow) seen, a second Accept seen";
    },
  },
  {
    id: "post",
    title: "A new post in the feed arrives at the follower",
    needs: ["unfollow"],
    async go(stage) {
      const { antiphon, blog, peer, notes } = stage;
      blog.publish({
        slug,
        title: "A call across the water",
        teaser: "Who answers?",
        published: new Date().toISOString(),
      });
      await antiphon.readFeed();
      const seen = await eventually("the post at the peer", () => peer.find("A call across the water"));
      demand("it is by the blog's account", seen.author === antiphon.handle);
      demand("it links to the page", seen.html.includes(post(stage)));
      notes["post"] = seen.id;
      return `Create(Note) seen: ${new URL(seen.id).pathname}`;
    },
  },
];

/** How it ends: the post changes and goes, the person goes. */
export const lastSteps: readonly Step[] = [
  {
    id: "post-update",
    title: "A changed post is changed at the follower",
    needs: ["post"],
    async go({ antiphon, blog, peer }) {
      blog.publish({ slug, title: "A call across the river" });
      await antiphon.readFeed();
      await eventually("the new title at the peer", () => peer.find("A call across the river"));
      demand("the old title is gone there", (await peer.find("A call across the water")) === null);
      return "Update(Note) seen";
    },
  },
  {
    id: "withdraw",
    title: "A withdrawn post is gone at the follower",
    needs: ["post"],
    async go(stage) {
      const { antiphon, peer } = stage;
      await antiphon.command("withdraw", post(stage));
      await eventually("the post gone at the peer", async () => (await peer.find("A call across the")) === null);
      await demandDocument(
        stage,
        noteOf(stage, "post"),
        "its address answers 410 with a Tombstone",
        ({ status, body }) => status === 410 && body["type"] === "Tombstone",
      );
      return `Delete seen, the address answers ${antiphon.secureFetch ? "strangers 401" : "410 with a Tombstone"}`;
    },
  },
  {
    id: "leave",
    title: "Who deletes their account is gone from the page",
    needs: ["unblock-server"],
    async go(stage) {
      await appears(stage, "Here again.");
      await stage.peer.leave();
      await vanishes(stage, "Here again.");
      await vanishes(stage, "Said to everybody afterwards.");
      demand("nobody follows any more", (await stage.antiphon.followers()) === 0);
      return "Delete of the actor seen: all their comments are gone, and their follow";
    },
  },
];
