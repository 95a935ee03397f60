import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { freePort } from "../../../test/helpers/free-port.ts";
import { launch } from "../../program.ts";
import { run } from "../../run.ts";
import { plain } from "../page.ts";
import { readTraffic } from "./gotosocial-log.ts";
import { type MastodonClient, signIn } from "./mastodon-client.ts";
import type { Audience, BlogAccount, Peer, Seen } from "./peer.ts";

interface Account {
  id: string;
  acct: string;
}

interface Status {
  id: string;
  uri: string;
  content: string;
  account: Account;
  in_reply_to_id: string | null;
}

/** Invented here, for a server that lives as long as one journey. */
const person = { name: "grace", email: "grace@example.org", password: "loopback-only-journey-8231" };

/** Where a binary of GoToSocial keeps its pages: the folder `web` beside it. Fails with a sentence when it is not there. */
function webFolder(binary: string): string {
  const folder = join(dirname(binary), "web");
  if (existsSync(join(folder, "template"))) return folder;
  throw new Error(`GoToSocial needs its folder \`web\` (template, assets) beside the binary: ${folder} is not there.`);
}

/** Starts GoToSocial from a binary, with a person on it who reads and writes by the Mastodon API. `folder` takes its data. */
export async function startGoToSocial(binary: string, folder: string): Promise<Peer> {
  const port = await freePort();
  const host = `localhost:${port}`;
  const origin = `http://${host}`;
  const storage = join(folder, "storage");
  mkdirSync(storage);
  const web = webFolder(binary);
  const env = {
    GTS_HOST: host,
    GTS_PROTOCOL: "http",
    GTS_BIND_ADDRESS: "127.0.0.1",
    GTS_PORT: String(port),
    GTS_DB_TYPE: "sqlite",
    GTS_DB_ADDRESS: join(folder, "gotosocial.db"),
    GTS_STORAGE_LOCAL_BASE_PATH: storage,
    GTS_WEB_TEMPLATE_BASE_DIR: join(web, "template/"),
    GTS_WEB_ASSET_BASE_DIR: join(web, "assets/"),
    GTS_HTTP_CLIENT_ALLOW_IPS: "127.0.0.0/8",
    GTS_HTTP_CLIENT_INSECURE_OUTGOING: "true",
    GTS_ADVANCED_RATE_LIMIT_REQUESTS: "0",
  };
  const log = join(folder, "peer.log");
  const ready = `${origin}/readyz`;
  const program = await launch({ command: binary, args: ["server", "start"], env, ready, log });
  const { name, email, password } = person;
  const created = await run(
    binary,
    ["admin", "account", "create", "--username", name, "--email", email, "--password", password],
    env,
  );
  if (created.code !== 0) throw new Error(`GoToSocial made no account:\n${created.output}`);
  const client = await signIn(origin, { email, password });

  return {
    // Its sources say so themselves: a Reject is looked for among requests alone, not among follows.
    heedsReject: false,
    actor: `${origin}/users/${name}`,
    ...createReading(client, origin),
    ...createWriting(client),
    async leave() {
      await client.send("POST", "/api/v1/accounts/delete", { password });
    },
    traffic: async () => readTraffic(program.printed()),
    stop: program.stop,
  };
}

/** What the server knows of a note, asked for by its id as a person does who pastes it into the search. */
async function lookUp(client: MastodonClient, note: string): Promise<Status> {
  const found = await client.get<{ statuses: Status[] }>(
    `/api/v2/search?type=statuses&resolve=true&q=${encodeURIComponent(note)}`,
  );
  const [status] = found.statuses;
  if (!status) throw new Error(`GoToSocial finds nothing at ${note}.`);
  return status;
}

function createReading(
  client: MastodonClient,
  origin: string,
): Pick<Peer, "follow" | "unfollow" | "following" | "find"> {
  let followed: Account | null = null;

  async function idOf(statusId: string): Promise<string | null> {
    return client.get<Status>(`/api/v1/statuses/${statusId}`).then(
      ({ uri }) => uri,
      () => null,
    );
  }

  return {
    async follow({ handle }: BlogAccount) {
      const found = await client.get<{ accounts: Account[] }>(
        `/api/v2/search?type=accounts&resolve=true&q=${encodeURIComponent(handle)}`,
      );
      const [account] = found.accounts;
      if (!account) throw new Error(`GoToSocial finds nobody called ${handle}.`);
      followed = account;
      await client.send("POST", `/api/v1/accounts/${account.id}/follow`, {});
      return `@${account.acct}`;
    },
    async unfollow() {
      if (followed) await client.send("POST", `/api/v1/accounts/${followed.id}/unfollow`, {});
    },
    async following() {
      if (!followed) return "no";
      const [relation] = await client.get<{ following: boolean; requested: boolean }[]>(
        `/api/v1/accounts/relationships?id[]=${followed.id}`,
      );
      if (relation?.following) return "accepted";
      return relation?.requested ? "asked" : "no";
    },
    async find(words): Promise<Seen | null> {
      const home = await client.get<Status[]>("/api/v1/timelines/home?limit=40");
      const told = await client.get<{ status?: Status | null }[]>("/api/v1/notifications?limit=40");
      const statuses = [...home, ...told.flatMap(({ status }) => status ?? [])];
      const status = statuses.find(
        ({ uri, content }) => !uri.startsWith(origin) && (content.includes(words) || plain(content).includes(words)),
      );
      if (!status) return null;
      return {
        id: status.uri,
        html: status.content,
        author: `@${status.account.acct}`,
        inReplyTo: status.in_reply_to_id ? await idOf(status.in_reply_to_id) : null,
      };
    },
  };
}

function createWriting(
  client: MastodonClient,
): Pick<Peer, "reply" | "edit" | "delete" | "like" | "unlike" | "boost" | "unboost"> {
  const own = new Map<string, { id: string; mention: string }>();

  const on = (verb: string) => async (note: string) => {
    await client.send("POST", `/api/v1/statuses/${(await lookUp(client, note)).id}/${verb}`, {});
  };

  function demandOwn(note: string): { id: string; mention: string } {
    const status = own.get(note);
    if (!status) throw new Error(`${note} was not written here.`);
    return status;
  }

  return {
    /** With a mention of the author in front, as apps put it there and as the delivery needs it. */
    async reply(to, text, audience: Audience = "public") {
      const parent = await lookUp(client, to);
      const mention = `@${parent.account.acct}`;
      const status = await client.send<Status>("POST", "/api/v1/statuses", {
        status: `${mention} ${text}`,
        in_reply_to_id: parent.id,
        visibility: audience === "followers" ? "private" : "public",
      });
      own.set(status.uri, { id: status.id, mention });
      return status.uri;
    },
    async edit(note, text) {
      const { id, mention } = demandOwn(note);
      await client.send("PUT", `/api/v1/statuses/${id}`, { status: `${mention} ${text}` });
    },
    async delete(note) {
      await client.send("DELETE", `/api/v1/statuses/${demandOwn(note).id}`);
    },
    like: on("favourite"),
    unlike: on("unfavourite"),
    boost: on("reblog"),
    unboost: on("unreblog"),
  };
}
