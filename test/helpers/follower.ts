import { type Follower, followerId } from "../../src/domain/follower.ts";

/** Somebody on a server who follows the blog since some moment: Ada, unless another name is given. */
export function aFollower(host: string, since: Date, given: Partial<Follower> = {}, name = "ada"): Follower {
  const remote = `https://${host}/users/${name}`;
  return {
    _id: followerId("blog", remote),
    actor: "blog",
    remote,
    handle: `${name}@${host}`,
    host,
    inbox: `${remote}/inbox`,
    sharedInbox: `https://${host}/inbox`,
    followId: `${remote}#follow`,
    since,
    owed: [],
    owedSince: null,
    version: 1,
    ...given,
  };
}
