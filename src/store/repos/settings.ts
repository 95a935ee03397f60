import type { Settings } from "../../domain/repos.ts";
import type { Setting } from "../documents.ts";
import type { Docs } from "../port.ts";

/** Settings on the document port, one document a name. Values hold no dates. */
export function createSettings(docs: Docs<Setting>): Settings {
  return {
    async get<T>(name: string) {
      return ((await docs.findOne({ _id: name }))?.value ?? null) as T | null;
    },
    async set(name, value) {
      await docs.updateOne({ _id: name }, { $set: { value } }, { upsert: true });
    },
    async ensure<T>(name: string, first: T) {
      const known = await docs.findOne({ _id: name });
      if (known) return known.value as T;
      if ((await docs.insertOne({ _id: name, value: first })) === "added") return first;
      return ((await docs.findOne({ _id: name }))?.value ?? first) as T;
    },
  };
}
