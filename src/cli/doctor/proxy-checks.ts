import type { Config } from "../../config.ts";
import { type Finding, ok, warn } from "../../domain/finding.ts";
import type { World } from "../../domain/ports.ts";
import { createDoctorWord, doctorHeader, type Seen } from "../../usecases/operate/doctor-word.ts";
import type { Terminal } from "../node.ts";
import { askAddress } from "./ask.ts";

const subject = "proxy";

/**
 * Asks the running node, through its public address, how that request arrived: whether the proxy before it passes on the
 * host and for whom it asks, and whether the node is told to believe it. Says nothing when the node does not answer.
 */
export async function checkProxy(
  terminal: Pick<Terminal, "fetch">,
  world: Pick<World, "secrets" | "clock">,
  config: Pick<Config, "url" | "trustProxy">,
): Promise<Finding[]> {
  const headers = { accept: "application/json", [doctorHeader]: createDoctorWord(world).issue() };
  const reply = await askAddress(`${config.url}/healthz`, headers, terminal.fetch);
  const seen = reply.kind === "answer" && reply.status === 200 ? readSeen(reply.text) : null;
  return seen ? judge(seen, config) : [];
}

function judge(seen: Seen, { url, trustProxy }: Pick<Config, "url" | "trustProxy">): Finding[] {
  const { host, protocol } = new URL(url);
  const findings: Finding[] = [];
  const say = (sentence: string) => findings.push(warn(subject, sentence));
  if (seen.host !== host) {
    say(`it names the node ${seen.host || "nothing"} instead of ${host}. Let it pass the Host header on as it came.`);
  }
  if (seen.forwarded && trustProxy === false) {
    say("it says for whom it asks, but is not believed: all readers count as one. Set ANTIPHON_TRUST_PROXY.");
  }
  if (!seen.forwarded && protocol === "https:") {
    say("it does not say for whom it asks: all readers count as one. Let it set X-Forwarded-For.");
  }
  if (findings.length === 0) findings.push(ok(subject, "passes on who asks, and for which host."));
  return findings;
}

function readSeen(text: string): Seen | null {
  try {
    const { seen } = JSON.parse(text) as { seen?: Partial<Seen> };
    return typeof seen?.host === "string" && typeof seen.forwarded === "boolean"
      ? { host: seen.host, forwarded: seen.forwarded }
      : null;
  } catch {
    return null;
  }
}
