import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../../../test/helpers/free-port.ts";
import { launch } from "../../program.ts";
import { root, run } from "../../run.ts";
import type { Following, Peer, Seen } from "./peer.ts";

/** Which of the two dialects of signatures a server speaks first, accepts, and whether it shows itself to signed requests alone. */
export interface FedifyManner {
  name: string;
  firstKnock: "rfc9421" | "draft-cavage-http-signatures-12";
  accepts: "any" | "rfc9421" | "cavage";
  signedFetches: boolean;
}

/** A folder with the peer's own code and the packages it needs, and a Node that is new enough for them. */
export interface FedifyFolder {
  folder: string;
  node: string;
}

interface State {
  following: string;
  seen: { id: string; content: string; author: string; inReplyTo: string | null; deleted: boolean }[];
  traffic: { way: "in" | "out"; method: string; url: string; dialect: string; status: number; type?: string }[];
}

/** Installs Fedify and, where this Node is too old for it, Node 22 from its npm package. Fails with what npm printed. */
export async function installFedify(folder: string): Promise<FedifyFolder> {
  cpSync(`${root}tools/interop/fedify`, folder, { recursive: true });
  const flags = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
  const ran = await run("npm", ["install", "--prefix", folder, ...flags]);
  if (ran.code !== 0) throw new Error(`Fedify could not be installed:\n${ran.output}`);
  const node22 = join(folder, "node_modules/node22/bin/node");
  if (existsSync(node22)) return { folder, node: node22 };
  if (Number(process.versions.node.split(".")[0]) >= 22) return { folder, node: process.execPath };
  throw new Error("Fedify needs Node 22, and npm has none for this machine: run this with a newer Node.");
}

/** Starts the server that is built with Fedify; `log` is the file for what it says. */
export async function startFedify({ folder, node }: FedifyFolder, manner: FedifyManner, log: string): Promise<Peer> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const env = {
    PORT: String(port),
    FIRST_KNOCK: manner.firstKnock,
    ACCEPTS: manner.accepts,
    SIGNED_FETCHES: manner.signedFetches ? "yes" : "no",
  };
  const ready = `${origin}/control/state`;
  const program = await launch({ command: node, args: ["app.js"], env, ready, cwd: folder, log });

  async function deed<T = void>(name: string, given: object = {}): Promise<T> {
    const answer = await fetch(`${origin}/control`, { method: "POST", body: JSON.stringify({ deed: name, ...given }) });
    const said = (await answer.json()) as { done: T } | { failed: string };
    if ("failed" in said) throw new Error(`${name}: ${said.failed}`);
    return said.done;
  }

  const state = async () => (await (await fetch(`${origin}/control/state`)).json()) as State;

  return {
    actor: `${origin}/users/ada`,
    heedsReject: true,
    follow: ({ actor }) => deed("follow", { actor }),
    unfollow: () => deed("unfollow"),
    async following(): Promise<Following> {
      const { following } = await state();
      return following === "accepted" || following === "asked" ? following : "no";
    },
    async find(words): Promise<Seen | null> {
      const note = (await state()).seen.find(({ content, deleted }) => !deleted && content.includes(words));
      return note ? { id: note.id, html: note.content, author: note.author, inReplyTo: note.inReplyTo } : null;
    },
    reply: (to, text, audience = "public") => deed("reply", { to, text, audience }),
    edit: (note, text) => deed("edit", { note, text }),
    delete: (note) => deed("delete", { note }),
    like: (note) => deed("like", { note }),
    unlike: (note) => deed("unlike", { note }),
    boost: (note) => deed("boost", { note }),
    unboost: (note) => deed("unboost", { note }),
    leave: () => deed("leave"),
    async traffic() {
      return (await state()).traffic.map(
        ({ way, method, type, dialect, status }) =>
          `${way === "in" ? "from" : "to"} Antiphon: ${method}${type ? ` ${type}` : ""}, ${dialect}, ${status}`,
      );
    },
    stop: program.stop,
  };
}
