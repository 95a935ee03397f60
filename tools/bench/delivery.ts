import { join } from "node:path";
import { deliveryKind } from "../../src/domain/job.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { announce, seedFollowers } from "./audience.ts";
import { type Program, startProgram } from "./program.ts";
import { median, type Result, result } from "./result.ts";
import { seed } from "./seed.ts";

const node = ["dist/src/cli/main.js", "serve"];
const baseline = (name: string) => join(import.meta.dirname, "baselines", name);

const goal = { ratioAtLeast: 0.6 };

/** What one round of deliveries came to. */
interface Round {
  /** Deliveries a second to healthy servers, from the first arrival to the last. */
  rate: number;
  /** When ninety-nine of a hundred healthy servers had got it, in milliseconds after the first. */
  p99: number;
  /** When the last of them had. */
  last: number;
  /** Deliveries to all servers, in a second of the node's CPU time. */
  perCpu: number;
}

/**
 * (c) Delivery of one post to many followers on many servers, a tenth of which never answer and a twentieth of which
 * fail: once when they never did so before, and once when they did so with the post before, which a node may learn from.
 * The rates stand beside the signing rate of the machine, taken between the rounds: signatures by one thread that does
 * nothing else, as one thread delivers. The third row compares CPU time, whatever the threads. The others stand beside
 * rounds in which all servers are healthy: none of these may be delayed by a bad one.
 */
export async function measureDelivery(
  folder: string,
  { rounds, warm, hosts, followers }: { rounds: number; warm: number; hosts: number; followers: number },
): Promise<Result[]> {
  const address = `sqlite:${join(folder, "delivery.db")}`;
  await seed(address, []);
  const remote = await startProgram(["--import", "tsx", baseline("hosts.ts"), String(hosts)], {}, "/healthz");
  const signer = await startProgram(["--import", "tsx", baseline("sign.ts")], {}, "/healthz");
  const env = { ANTIPHON_STORE: address, ANTIPHON_ALLOW_PRIVATE_ADDRESSES: "true" };
  const ours = await startProgram(node, env, "/healthz");
  const store = await openStore(address);
  try {
    await seedFollowers(store, followers, hosts, Number(new URL(remote.origin).port));
    const setting = { store, ours, remote, hosts };
    await warmUp(setting, warm);
    await signatures(signer, hosts);
    const all: Rounds = { clean: [], first: [], again: [], signed: [] };
    for (let i = 0; i < rounds; i++) {
      all.clean.push(await deliver(setting, `clean${i}`, false));
      all.first.push(await deliver(setting, `first${i}`, true));
      await hangUp(setting);
      all.signed.push(await signatures(signer, hosts));
      all.again.push(await deliver(setting, `again${i}`, true));
      await forget(setting);
    }
    return rowsOf(all);
  } finally {
    await store.close();
    for (const program of [remote, signer, ours]) await program.stop();
  }
}

interface Rounds {
  clean: Round[];
  /** With bad servers of which nothing is known. */
  first: Round[];
  /** With the same ones once more. */
  again: Round[];
  signed: Signing[];
}

function rowsOf({ clean, first, again, signed }: Rounds): Result[] {
  const middle = <T>(all: readonly T[], of: (one: T) => number) => median(all.map(of));
  const rate = (rounds: readonly Round[]) => middle(rounds, (one) => one.rate);
  const p99 = (rounds: readonly Round[]) => middle(rounds, (one) => one.p99);
  const last = (rounds: readonly Round[]) => middle(rounds, (one) => one.last);
  const signatureRate = middle(signed, (one) => one.rate);
  const [perCpu, signedPerCpu] = [middle(first, (one) => one.perCpu), middle(signed, (one) => one.perCpu)];
  return [
    result("delivery to healthy hosts, new bad ones among them", "per s", rate(first), signatureRate, goal),
    result("the same, known bad ones among them", "per s", rate(again), signatureRate, goal),
    result("new bad ones, all of it by CPU time", "per CPU s", perCpu, signedPerCpu, { none: true }),
    result("delivery, 99 of 100 healthy hosts", "ms", p99(first), p99(clean), { ratioAtMost: 1.5 }),
    result("delivery, the last healthy host", "ms", last(first), last(clean), { none: true }),
  ];
}

interface Setting {
  store: Store;
  ours: Program;
  remote: Program;
  hosts: number;
}

/**
 * Lets the runtime compile what is hot, which takes it some ten thousand deliveries: many posts at once, and some among
 * servers that stay silent and fail.
 */
async function warmUp(setting: Setting, posts: number): Promise<void> {
  const { store, ours } = setting;
  for (let i = 0; i < posts; i++) await announce(store, ours.origin, `warm${i}`);
  while ((await store.docs.jobs.countDocuments({ kind: deliveryKind })) > 0) await aMoment();
  for (let i = 0; i < 3; i++) {
    await deliver(setting, `ill${i}`, true);
    await forget(setting);
  }
}

/** Between two looks at what the node has done. */
function aMoment(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 250));
}

/** Lets the node know nothing of its servers, as before a round. */
async function forget(setting: Setting): Promise<void> {
  await hangUp(setting);
  await setting.store.docs.hosts.deleteMany({});
}

/** Ends what is still held, waits until the node knows all its failures, and lets none of them be tried in a later round. */
async function hangUp({ store, remote }: Setting): Promise<void> {
  await fetch(`${remote.origin}/round`, { method: "POST", body: JSON.stringify({ hanging: [], failing: [] }) });
  do await aMoment();
  while ((await store.docs.jobs.countDocuments({ leaseBy: { $ne: null } })) > 0);
  await store.docs.jobs.deleteMany({});
}

async function deliver({ store, ours, remote, hosts }: Setting, name: string, bad: boolean): Promise<Round> {
  const all = Array.from({ length: hosts }, (_, i) => i);
  const hanging = bad ? all.filter((i) => i % 10 === 3) : [];
  const failing = bad ? all.filter((i) => i % 20 === 7) : [];
  const healthy = all.filter((i) => !hanging.includes(i) && !failing.includes(i));
  await fetch(`${remote.origin}/round`, { method: "POST", body: JSON.stringify({ hanging, failing }) });
  const before = ours.cpuSeconds();
  await announce(store, ours.origin, name);
  for (;;) {
    await aMoment();
    const at = (await (await fetch(`${remote.origin}/arrivals`)).json()) as Record<number, number>;
    if (all.some((i) => at[i] === undefined)) continue;
    const perCpu = hosts / (ours.cpuSeconds() - before);
    const first = Math.min(...Object.values(at));
    const times = healthy.map((i) => (at[i] as number) - first).sort((a, b) => a - b);
    const [p99, last] = [times[Math.floor(times.length * 0.99)] as number, times.at(-1) as number];
    return { rate: (healthy.length / last) * 1000, p99, last, perCpu };
  }
}

interface Signing {
  rate: number;
  perCpu: number;
}

async function signatures(signer: Program, count: number): Promise<Signing> {
  const before = signer.cpuSeconds();
  const ms = Number(await (await fetch(`${signer.origin}/sign?count=${count}`)).text());
  return { rate: (count / ms) * 1000, perCpu: count / (signer.cpuSeconds() - before) };
}
