import type { RemoteProfiles } from "../../domain/repos.ts";
import type { Collections } from "../collections.ts";

/** Profiles of remote actors on the document port; a small collection leads from a key's id to its owner. */
export function createProfiles({ profiles, keyOwners }: Pick<Collections, "profiles" | "keyOwners">): RemoteProfiles {
  return {
    get: (id) => profiles.findOne({ _id: id }),
    async byKey(keyId) {
      // Nearly every key is a fragment of its owner.
      const likely = await profiles.findOne({ _id: keyId.replace(/#.*$/, "") });
      if (likely?.keys.some((own) => own.id === keyId)) return likely;
      const key = await keyOwners.findOne({ _id: keyId });
      const profile = key && (await profiles.findOne({ _id: key.owner }));
      // An owner that has changed its keys may still be named by the old one.
      return profile?.keys.some((own) => own.id === keyId) ? profile : null;
    },
    byUrl: (url) => profiles.findOne({ url }),
    async put(profile) {
      const { _id, ...members } = profile;
      await Promise.all([
        profiles.updateOne({ _id }, { $set: members }, { upsert: true }),
        ...profile.keys.map((key) => keyOwners.updateOne({ _id: key.id }, { $set: { owner: _id } }, { upsert: true })),
      ]);
    },
    async forget(id) {
      await Promise.all([profiles.deleteOne({ _id: id }), keyOwners.deleteMany({ owner: id })]);
    },
  };
}
