import type { PushKey } from "../../domain/push.ts";
import type { Upgrade } from "./upgrade.ts";

/** What used to be decided of posts for members that were told of, beside the same decision on those that were looked for. */
type OldKey = PushKey & { membersToo?: boolean };

/**
 * Makes one setting of two: a blog whose posts for members went to its followers by one way goes on to send them. The old
 * one stays where it is, as older nodes beside this one read it.
 */
export const joinMembersSettings: Upgrade = {
  version: 3,
  title: "whether posts for members go to followers is decided once for each blog",
  async run({ docs }) {
    for await (const { _id, membersToo } of docs.pushKeys.find({}) as AsyncIterable<OldKey>)
      if (membersToo) await docs.sites.updateOne({ _id }, { $set: { sendsMembers: true } });
  },
};
