import { eventually } from "../eventually.ts";
import { demandDocument, noteOf, post, type Stage, type Step } from "./step.ts";

const reactions = async ({ antiphon, ...stage }: Stage) =>
  (await antiphon.page(post({ antiphon, ...stage }))).reactions;

function counts(stage: Stage, said: string | null): Promise<boolean> {
  return eventually(`the page saying “${said ?? "nothing"}”`, async () => (await reactions(stage)) === said);
}

/** Likes and boosts, and how they are taken back. */
export const reactionSteps: readonly Step[] = [
  {
    id: "react",
    title: "A like and a boost are counted",
    needs: ["post"],
    async go(stage) {
      const note = noteOf(stage, "post");
      await stage.peer.like(note);
      await counts(stage, "1 like on the fediverse");
      await stage.peer.boost(note);
      await counts(stage, "1 like, 1 boost on the fediverse");
      const likes = `${note}/likes`;
      await demandDocument(stage, likes, "the collection says so too", ({ body }) => body["totalItems"] === 1);
      return "“1 like, 1 boost on the fediverse”";
    },
  },
  {
    id: "unreact",
    title: "Taken back, they are counted no more",
    needs: ["react"],
    async go(stage) {
      const note = noteOf(stage, "post");
      await stage.peer.unlike(note);
      await counts(stage, "1 boost on the fediverse");
      await stage.peer.unboost(note);
      await counts(stage, null);
      return "Undo(Like) and Undo(Announce) seen";
    },
  },
];
