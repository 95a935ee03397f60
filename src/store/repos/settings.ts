import type { Settings } from "../../domain/repos.ts";
import type { Seal } from "../../domain/seal.ts";
import type { Setting } from "../documents.ts";
import type { Docs } from "../port.ts";
import { isSecretSetting, settingPlace } from "../secret-places.ts";

/** Settings on the document port, one document a name. Values hold no dates; those that are secrets are sealed. */
export function createSettings(docs: Docs<Setting>, seal: Seal): Settings {
  const stored = (name: string, value: unknown) =>
    seal.on && isSecretSetting(name) ? seal.seal(JSON.stringify(value), settingPlace(name)) : value;
  const opened = (name: string, value: unknown): unknown =>
    isSecretSetting(name) && typeof value === "string" ? JSON.parse(seal.open(value, settingPlace(name))) : value;

  return {
    async get<T>(name: string) {
      return opened(name, (await docs.findOne({ _id: name }))?.value ?? null) as T | null;
    },
    async set(name, value) {
      await docs.updateOne({ _id: name }, { $set: { value: stored(name, value) } }, { upsert: true });
    },
    async ensure<T>(name: string, first: T) {
      const known = await docs.findOne({ _id: name });
      if (known) return opened(name, known.value) as T;
      if ((await docs.insertOne({ _id: name, value: stored(name, first) })) === "added") return first;
      return opened(name, (await docs.findOne({ _id: name }))?.value ?? first) as T;
    },
  };
}
