import { createReceiveReport } from "../../src/usecases/receive/receive-report.ts";
import { type Handle, handleEach, ignored, type Tools } from "./handler.ts";
import { commentIdOf } from "./remote-id.ts";

/** Addresses that a report can name in its words alone, as Misskey's do. */
const named = /https?:\/\/[^\s<>"]{1,300}/g;
const maxNamed = 20;

/** Flag: somebody elsewhere objects to comments that are here. Of their posts, and of our blogs, nothing is kept. */
export function createOnFlag(tools: Tools): Handle<"flag"> {
  const { addresses } = tools;
  const receiveReport = createReceiveReport(tools);

  function commentOf(address: string): string | null {
    const ours = addresses.read(address);
    if (ours) return ours.kind === "comment" ? ours.id : null;
    return addresses.isOurs(address) ? null : commentIdOf(address);
  }

  return async function onFlag({ things, words, actor }) {
    const ids = [...things.map(({ id }) => id), ...(words.match(named) ?? [])].slice(0, maxNamed);
    const comments = new Set(ids.map((id) => (id === null ? null : commentOf(id))).filter((id) => id !== null));
    const known = (await tools.comments.among([...comments])).map(({ _id }) => _id);
    if (known.length === 0) return ignored("It is about no comment of ours.");
    return handleEach(known, (comment) => receiveReport({ comment, actor, words }));
  };
}
