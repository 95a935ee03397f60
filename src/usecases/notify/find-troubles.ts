import type { World } from "../../domain/ports.ts";
import type { FindTroubles, Trouble } from "./sweep-troubles.ts";

const hour = 3_600_000;

/** Blogs whose posts cannot be learned of, each with what is wrong; a blog that is restarted is none. */
export function findSilentBlogs({ sites }: Pick<World, "sites">): FindTroubles {
  return async () =>
    (await sites.all()).flatMap(({ _id, name, home, polling: { fault } }): Trouble[] =>
      fault === null
        ? []
        : [
            {
              name: `posts ${_id}`,
              site: _id,
              sentence: `Something is wrong with how new posts of ${name || home} are found. ${fault}`,
              after: `New posts of ${name || home} are found again.`,
              patienceMs: 2 * hour,
            },
          ],
    );
}

/** Webhooks that were stopped; who started one again knows. */
export function findStoppedHooks({ webhooks }: Pick<World, "webhooks">): FindTroubles {
  return async () =>
    (await webhooks.list()).flatMap(({ _id, name, site, stoppedAt, fault }): Trouble[] =>
      stoppedAt === null
        ? []
        : [
            {
              name: `webhook ${_id} ${stoppedAt.getTime()}`,
              ...(site === null ? {} : { site }),
              sentence: `The webhook “${name}” was stopped, as it took no messages. ${fault ?? ""} Start it again at Webhooks.`,
              after: null,
              patienceMs: 0,
            },
          ],
    );
}

/** Of the servers that a blog's followers are on so many are looked at. */
const looked = 500;

/** Tries that failed in a row before a server counts as one that takes nothing. */
const tries = 5;

/** Blogs of whose posts most servers that follow them take none, for hours: then it is hardly they that are at fault. */
export function findUnheardBlogs({
  sites,
  followers,
  hosts,
  clock,
}: Pick<World, "sites" | "followers" | "hosts" | "clock">): FindTroubles {
  const lasts = 6 * hour;

  async function serversOf(actor: string): Promise<string[]> {
    for await (const inboxes of followers.inboxes(actor))
      return [...new Set(inboxes.slice(0, looked).map((inbox) => new URL(inbox).host))];
    return [];
  }

  return async () => {
    const before = new Date(clock.now().getTime() - lasts);
    const found: Trouble[] = [];
    for (const { _id, name, home, handle } of await sites.all()) {
      const servers = await serversOf(handle);
      const away = (await hosts.among(servers)).filter(
        ({ failures, failingSince }) => failures >= tries && failingSince !== null && failingSince <= before,
      );
      if (servers.length === 0 || away.length * 2 < servers.length + 1) continue;
      found.push({
        name: `deliveries ${_id}`,
        site: _id,
        sentence: `Posts of ${name || home} do not arrive: ${away.length} of ${servers.length} servers that follow it have taken nothing for hours. Deliveries tells what they answer.`,
        // Of a server that is not tried any more nothing is known after a month.
        after: `As far as the node knows, posts of ${name || home} arrive on the fediverse again.`,
        patienceMs: 0,
      });
    }
    return found;
  };
}
