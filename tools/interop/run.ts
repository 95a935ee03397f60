import { existsSync, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../run.ts";
import { type Travelled, travel } from "./journey.ts";
import { type FedifyManner, installFedify, startFedify } from "./peers/fedify.ts";
import { startGoToSocial } from "./peers/gotosocial.ts";
import { conclude, report } from "./report.ts";

/*
 * Lets the built node talk to servers that others wrote, on loopback: follow, post, reply, edit, delete, like, boost,
 * block, each seen from both sides. Fedify comes from npm into a temporary folder; GoToSocial runs where
 * INTEROP_GOTOSOCIAL names a binary with its `web` folder beside it. Words after the command choose: `fedify`, `gotosocial`.
 * The logs of all that ran stay in a folder that is named at the end.
 */

const manners: readonly FedifyManner[] = [
  { name: "Fedify, RFC 9421 first", firstKnock: "rfc9421", accepts: "any", signedFetches: true },
  {
    name: "Fedify, draft-cavage first",
    firstKnock: "draft-cavage-http-signatures-12",
    accepts: "any",
    signedFetches: false,
  },
];

const chosen = process.argv.slice(2);
const isChosen = (name: string) => chosen.length === 0 || chosen.includes(name);
const folder = mkdtempSync(join(tmpdir(), "antiphon-interop-"));
const journeys: Travelled[] = [];
const notRun: string[] = [];

if (!existsSync(`${root}dist/src/cli/main.js`)) throw new Error("The node is not built: run `npm run build` first.");

async function journey(name: string, start: Parameters<typeof travel>[1]): Promise<void> {
  const travelled = await travel(folderOf(name), start);
  report(travelled);
  journeys.push(travelled);
}

function folderOf(name: string): string {
  const made = join(folder, name.replace(/\W+/g, "-").toLowerCase());
  mkdirSync(made, { recursive: true });
  return made;
}

if (isChosen("fedify")) {
  const fedify = await installFedify(folderOf("fedify-peer"));
  for (const manner of manners) {
    await journey(manner.name, () => startFedify(fedify, manner, join(folderOf(manner.name), "peer.log")));
  }
}

const binary = process.env["INTEROP_GOTOSOCIAL"];
if (isChosen("gotosocial")) {
  if (binary) await journey("GoToSocial", () => startGoToSocial(binary, folderOf("GoToSocial")));
  else notRun.push("GoToSocial: set INTEROP_GOTOSOCIAL to its binary, which has its folder `web` beside it.");
}

process.exitCode = conclude(journeys, notRun, folder);
