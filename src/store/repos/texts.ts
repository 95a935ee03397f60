import type { PostTexts } from "../../domain/repos.ts";
import type { StoredText } from "../documents.ts";
import type { Docs } from "../port.ts";

/** The texts of posts on the document port, each under its thread. */
export function createTexts(docs: Docs<StoredText>): PostTexts {
  return {
    async put(thread, text) {
      if (text) await docs.updateOne({ _id: thread }, { $set: { ...text } }, { upsert: true });
      else await docs.deleteOne({ _id: thread });
    },
    async get(thread) {
      const found = await docs.findOne({ _id: thread });
      return found && { html: found.html, image: found.image, tags: found.tags };
    },
  };
}
