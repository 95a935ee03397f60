import { existsSync, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../run.ts";
import { type Journey, travel } from "./journey.ts";
import { type FedifyManner, installFedify, startFedify } from "./peers/fedify.ts";
import { startGoToSocial } from "./peers/gotosocial.ts";
import { conclude, report } from "./report.ts";

/*
 * Lets the built node talk to servers that others wrote, on loopback: follow, post, reply, edit, delete, like, boost,
 * block, each seen from both sides. Fedify comes from npm into a temporary folder; GoToSocial runs where
 * INTEROP_GOTOSOCIAL names a binary with its `web` folder beside it. Words after the command choose: `fedify`,
 * `gotosocial`. The logs of all that ran stay in a folder that is named at the end.
 */

const manners: readonly FedifyManner[] = [
  { name: "Fedify, RFC 9421 first", firstKnock: "rfc9421", accepts: "any", signedFetches: true },
  {
    name: "Fedify, draft-cavage first",
    firstKnock: "draft-cavage-http-signatures-12",
    accepts: "any",
    signedFetches: false,
  },
  { name: "Fedify, RFC 9421 alone", firstKnock: "rfc9421", accepts: "rfc9421", signedFetches: true },
];

/** No journey takes as long as this, in milliseconds, with or without failures on its way. */
const endsWithinMs = 10 * 60_000;

const chosen = process.argv.slice(2);
const isChosen = (name: string) => chosen.length === 0 || chosen.includes(name);
const folder = mkdtempSync(join(tmpdir(), "antiphon-interop-"));
const journeys: Journey[] = [];
const notRun: string[] = [];

function plan(name: string, secureFetch: boolean, startPeer: Journey["startPeer"]): void {
  journeys.push({ name, folder: folderOf(name), startPeer, secureFetch });
}

function folderOf(name: string): string {
  const made = join(folder, name.replace(/\W+/g, "-").toLowerCase());
  mkdirSync(made);
  return made;
}

if (!existsSync(`${root}dist/src/cli/main.js`)) throw new Error("The node is not built: run `npm run build` first.");
setTimeout(() => {
  console.error(`Not done after ${endsWithinMs / 60_000} minutes. Logs: ${folder}`);
  process.exit(1);
}, endsWithinMs);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

if (isChosen("fedify")) {
  // A failure is each journey's own, so that the others are made all the same.
  const fedify = installFedify(folderOf("fedify-peer"));
  await fedify.catch(() => undefined);
  for (const manner of manners) {
    plan(manner.name, manner.signedFetches, async (logs) => startFedify(await fedify, manner, join(logs, "peer.log")));
  }
}
const binary = process.env["INTEROP_GOTOSOCIAL"];
if (isChosen("gotosocial")) {
  if (binary) plan("GoToSocial", true, (data) => startGoToSocial(binary, data));
  else notRun.push("GoToSocial: set INTEROP_GOTOSOCIAL to its binary, which has its folder `web` beside it.");
}

// Side by side, as most of a journey is waiting.
const travelled = await Promise.all(journeys.map(travel));
for (const one of travelled) report(one);
process.exit(conclude(travelled, notRun, folder));
