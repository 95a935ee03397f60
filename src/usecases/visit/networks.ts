import type { Networks, World } from "../../domain/ports.ts";
import { namesOfPeriod, periodOf, type Salt } from "../../domain/salt.ts";
import { networkPrefix } from "./visitor.ts";

/** For so long other nodes may not know that a salt was made or destroyed. */
const knownMs = 60_000;

/** Names networks by keyed hashes, with a salt that is another one every four weeks. Salts are read once a minute. */
export function createNetworks(world: Pick<World, "salts" | "secrets" | "clock" | "ids">): Networks {
  let known: { period: string; at: number; salts: Salt[] } | null = null;
  let reading: Promise<Salt[]> | null = null;

  /** That of this period first, then all others that are not destroyed. */
  function salts(): Promise<Salt[]> | Salt[] {
    const now = world.clock.now();
    const period = periodOf(now);
    const age = known?.period === period ? now.getTime() - known.at : knownMs;
    if (known && age >= 0 && age < knownMs) return known.salts;
    reading ??= read(period, now.getTime()).finally(() => {
      reading = null;
    });
    return reading;
  }

  async function read(period: string, at: number): Promise<Salt[]> {
    const all = await world.salts.all();
    const current =
      all.find(({ _id }) => _id === period) ?? (await world.salts.ensure({ _id: period, word: world.ids.token() }));
    known = { period, at, salts: [current, ...all.filter(({ _id }) => _id !== period)] };
    return known.salts;
  }

  function nameBy({ _id, word }: Salt, prefix: string): string {
    return namesOfPeriod(_id) + world.secrets.sign("network", `${word} ${prefix}`);
  }

  return {
    async nameOf(address) {
      const [current] = await salts();
      return nameBy(current as Salt, networkPrefix(address));
    },
    async namesOf(address) {
      const prefix = networkPrefix(address);
      const names = (await salts()).map((salt) => nameBy(salt, prefix));
      return [...names, unsaltedName(world, prefix)];
    },
  };
}

/** What a network was called before there were salts, and in rules from then. */
function unsaltedName({ secrets }: Pick<World, "secrets">, prefix: string): string {
  return secrets.sign("visitor", `net ${prefix}`);
}
