import { checkOrigin, pinnedOrigin } from "../../federation/outgoing/pinned-origin.ts";
import { type AddressAnswer, checkAddress } from "../cli/doctor/address.ts";
import { farOffSeconds, secondsOff } from "../cli/doctor/clock.ts";
import type { Config } from "../config.ts";
import type { World } from "../domain/ports.ts";

/** Keeps everything back that would tell others our address, until that address was found to be right. */
export interface FirstDelivery {
  mayDeliver(): boolean;
  /** Asks for our own address as others will, unless it was found right before. A wrong answer keeps the gate shut. */
  check(): Promise<void>;
}

/**
 * The gate before the first delivery: addresses never change once others know them. A node that cannot reach itself
 * is let through, as some networks cannot turn round. Throws `conflict` when others know this node by another address.
 */
export async function createFirstDelivery(
  world: Pick<World, "settings" | "sites" | "clock" | "log">,
  config: Config,
  ask: typeof fetch,
  demo: boolean,
): Promise<FirstDelivery> {
  const pinned = await world.settings.get<string>(pinnedOrigin);
  checkOrigin(pinned, config.url);
  // The demo ends with its process: nobody shall follow an actor whose keys are gone tomorrow.
  const federates = config.federates && !demo;
  let open = federates && pinned !== null;

  return {
    mayDeliver: () => open,
    async check() {
      if (open || !federates) return;
      const [site] = await world.sites.all();
      if (!site) return;
      const answer = await checkAddress(config.url, site, ask);
      const fault = faultOf(answer, world.clock.now());
      if (fault !== null) {
        world.log.error({ url: config.url }, `Nothing is sent to other servers before this is right: ${fault}`);
        return;
      }
      if (answer.kind === "unreachable") world.log.warn({ url: config.url }, answer.sentence);
      open = true;
    },
  };
}

/** What keeps the first delivery back; a clock that is far off would have everything refused. */
function faultOf(answer: AddressAnswer, now: Date): string | null {
  if (answer.kind === "wrong") return answer.sentence;
  const seconds = answer.kind === "right" && answer.date ? secondsOff(answer.date, now) : 0;
  return seconds > farOffSeconds ? `The clock is ${seconds} s off from the public address's: set it by NTP.` : null;
}
