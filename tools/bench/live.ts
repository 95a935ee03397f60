import { once } from "node:events";
import { type ClientRequest, get } from "node:http";
import { join } from "node:path";
import { startProgram } from "./program.ts";
import { type Result, result } from "./result.ts";
import { seed } from "./seed.ts";

/** (g) What open pages cost: the memory of a node with this many streams, over what it had without them. */
export async function measureLive(folder: string, streams: number): Promise<Result[]> {
  const store = `sqlite:${join(folder, "live.db")}`;
  const [page = ""] = await seed(store, [100]);
  const query = `?url=${encodeURIComponent(page)}`;
  const env = { ANTIPHON_STORE: store, ANTIPHON_TRUST_PROXY: "1" };
  const node = await startProgram(["dist/src/cli/main.js", "serve"], env, `/fragment${query}`);
  const open: ClientRequest[] = [];
  const openOne = async () => void open.push(await listen(`${node.origin}/live${query}`, open.length));
  try {
    // The first streams bring code and tables along that are there once, however many follow.
    for (let i = 0; i < 50; i++) await openOne();
    const before = node.rssMb();
    for (let i = 0; i < streams; i++) await openOne();
    return [result(`memory, ${streams} open streams`, "MB", node.rssMb() - before, null, { valueAtMost: 40 })];
  } finally {
    for (const request of open) request.destroy();
    await node.stop();
  }
}

/** Opens a stream from a network of its own, as one network may hold so many only, and waits for its first event. */
async function listen(url: string, network: number): Promise<ClientRequest> {
  const headers = { accept: "text/event-stream", "x-forwarded-for": `2001:db8:${network.toString(16)}::1` };
  const request = get(url, { agent: false, headers });
  const [response] = await once(request, "response");
  if (response.statusCode !== 200) throw new Error(`A stream was answered ${response.statusCode}.`);
  await once(response, "data");
  return request;
}
