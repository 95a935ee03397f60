import type { Config } from "../../config.ts";
import { counted } from "../../domain/counted.ts";
import type { Finding } from "../../domain/finding.ts";
import type { World } from "../../domain/ports.ts";
import { withoutPasswords } from "../../log.ts";
import { databaseFileOf } from "../../runtime/secret-file.ts";
import type { Terminal } from "../node.ts";
import { type Account, type AddressAnswer, checkAddress } from "./address.ts";
import { farOffSeconds, secondsOff } from "./clock.ts";
import { finding } from "./finding.ts";

const megabyte = 1024 * 1024;

/** Whether the store answers, and whether jobs were given up. */
export function checkStore(world: Pick<World, "jobs">, config: Config): Promise<Finding> {
  return finding("store", async () => {
    const { waiting, failed } = await world.jobs.count();
    const newest = await world.jobs.newestFailed();
    const answers = `${withoutPasswords(config.store)} answers; ${counted(waiting, "job waits", "jobs wait")}`;
    if (newest === null) return { mark: "ok", sentence: `${answers}.` };
    const given = counted(failed, "job was given up", "jobs were given up");
    // Lanes of what came in also say for whom, and are told apart from those of deliveries to the same host.
    const host = newest.lane.replace(/^(?:in|profiles of) (\S+).*$/, "$1");
    return {
      mark: "warn",
      sentence: `${answers}, ${given}. The newest is “${newest.kind}” for ${host}: ${newest.failed ?? ""} \`antiphon deliveries\` shows those to other servers.`,
    };
  });
}

/** Whether the disk below the embedded database has room. */
export function checkDisk(terminal: Pick<Terminal, "freeBytes">, config: Config): Promise<Finding> {
  return finding("disk", async () => {
    const file = databaseFileOf(config.store);
    const free = file === null ? null : await terminal.freeBytes(file);
    if (free === null) return { mark: "ok", sentence: "the store is not a file of this machine." };
    const room = `${Math.floor(free / megabyte)} MB are free below ${file}.`;
    if (free < 50 * megabyte) return { mark: "fail", sentence: `${room} Writes will soon fail: make room.` };
    if (free < 500 * megabyte) return { mark: "warn", sentence: `${room} Make room before it is needed.` };
    return { mark: "ok", sentence: room };
  });
}

/** Whether other servers find this node, and nothing else, at its public address; and whether its clock is right. */
export async function checkOutside(
  terminal: Pick<Terminal, "fetch">,
  config: Config,
  account: Account,
  now: Date,
): Promise<Finding[]> {
  if (!config.federates) {
    const sentence = `federation waits, as other servers cannot reach ${config.url}. Set ANTIPHON_URL to the public https:// address.`;
    return [{ mark: "warn", subject: "address", sentence }];
  }
  const answer = await checkAddress(config.url, account, terminal.fetch);
  const address: Finding = { subject: "address", ...judged(answer, config) };
  return answer.kind === "right" && answer.date !== null ? [address, clockFinding(answer.date, now)] : [address];
}

function judged(answer: AddressAnswer, config: Config): Omit<Finding, "subject"> {
  if (answer.kind === "right") return { mark: "ok", sentence: `${config.url} answers as this node.` };
  if (answer.kind === "wrong") {
    return { mark: "fail", sentence: `${answer.sentence} Nothing is sent to other servers before this is right.` };
  }
  return {
    mark: "warn",
    sentence: `${answer.sentence} Is the node running? Some networks cannot reach their own public address: then ask from outside.`,
  };
}

/** Compares with the clock of whoever answered; signatures carry the time, and others refuse what is far off. */
function clockFinding(theirs: Date, now: Date): Finding {
  const seconds = secondsOff(theirs, now);
  const subject = "clock";
  if (seconds <= 30) return { mark: "ok", subject, sentence: `agrees with the public address, within ${seconds} s.` };
  const sentence = `is ${seconds} s off from the public address's. Other servers refuse signatures of a wrong time: set the clock by NTP.`;
  return { mark: seconds > farOffSeconds ? "fail" : "warn", subject, sentence };
}
