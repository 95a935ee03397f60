import type { RemoteProfile } from "../domain/repos.ts";
import type { Collections } from "./collections.ts";

const keepMs = 30 * 86_400_000;
const perRound = 200;

/**
 * Forgets people of whom nothing is here but that they once wrote: no comment, reaction or follow. Each call looks at some
 * of those who were not looked at for thirty days, and the next one goes on from there.
 */
export function createSweepProfiles(
  docs: Pick<Collections, "profiles" | "keyOwners" | "comments" | "reactions" | "followers">,
) {
  let after = "";

  return async function sweepProfiles(now: Date): Promise<void> {
    const old = { _id: { $gt: after }, fetchedAt: { $lte: new Date(now.getTime() - keepMs) } };
    const found = await docs.profiles.find(old).sort({ _id: 1 }).limit(perRound).toArray();
    after = found.length < perRound ? "" : (found.at(-1)?._id ?? "");
    for (const profile of found) if (!(await isKnown(profile))) await forget(profile);
  };

  async function isKnown({ _id }: RemoteProfile): Promise<boolean> {
    return (
      (await docs.comments.findOne({ "author.id": _id })) !== null ||
      (await docs.reactions.findOne({ actor: _id })) !== null ||
      (await docs.followers.findOne({ remote: _id })) !== null
    );
  }

  async function forget({ _id }: RemoteProfile): Promise<void> {
    await docs.profiles.deleteOne({ _id });
    await docs.keyOwners.deleteMany({ owner: _id });
  }
}
