import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { followerId } from "../../src/domain/follower.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { type Blog, startBlog } from "../helpers/blog.ts";
import { freePort } from "../helpers/free-port.ts";

const hour = 3_600_000;

/** A server that never answers until it is told to, and keeps what it was sent. */
async function startInbox() {
  const bodies: { id: string; type: string }[] = [];
  let answering = false;
  let arrived = () => {};
  const server: Server = createServer((req, res) => {
    let body = "";
    req.on("data", (chunk) => {
      body += chunk;
    });
    req.on("end", () => {
      arrived();
      if (!answering) return;
      bodies.push(JSON.parse(body));
      res.writeHead(202).end();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  return {
    url: `http://localhost:${port}/inbox`,
    bodies,
    answer: () => {
      answering = true;
    },
    nextArrival: () => new Promise<void>((resolve) => (arrived = resolve)),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe("a node that is killed", () => {
  const folder = mkdtempSync(join(tmpdir(), "antiphon-kill-"));
  const storeUrl = `sqlite:${join(folder, "antiphon.db")}`;
  let blog: Blog;
  let inbox: Awaited<ReturnType<typeof startInbox>>;
  let child: ChildProcess | null = null;
  let port: number;

  async function start(): Promise<void> {
    child = spawn(process.execPath, ["--import", "tsx", "src/cli/main.ts", "serve"], {
      env: {
        PATH: process.env["PATH"],
        PORT: String(port),
        ANTIPHON_URL: `http://localhost:${port}`,
        ANTIPHON_STORE: storeUrl,
        ANTIPHON_SITE: blog.home,
        ANTIPHON_HANDLE: "blog",
        ANTIPHON_ALLOW_PRIVATE_ADDRESSES: "true",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let printed = "";
    const { stdout, stderr } = child;
    await new Promise<void>((resolve, reject) => {
      const listen = (chunk: unknown) => {
        printed += chunk;
        if (printed.includes("is running")) resolve();
      };
      stdout?.on("data", listen);
      stderr?.on("data", listen);
      child?.once("exit", () => reject(new Error(`The node ended. It printed: ${printed}`)));
    });
  }

  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }

  async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
    const store = await openStore(storeUrl);
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  }

  /** What the passing of time does: leases end, and what waits is due. */
  const letTimePass = () => withStore((store) => store.docs.jobs.updateMany({}, { $set: { dueAt: new Date(0) } }));

  before(async () => {
    blog = await startBlog();
    inbox = await startInbox();
    port = await freePort();
  });

  after(async () => {
    await kill();
    inbox?.close();
    await blog?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("delivers what was under way when it is started again, as the same activity", async function () {
    this.timeout(60_000);
    await start();
    await kill();
    const remote = inbox.url.replace("/inbox", "/users/bob");
    await withStore(async ({ repos }) => {
      await repos.followers.put({
        _id: followerId("blog", remote),
        actor: "blog",
        remote,
        handle: "bob@far.example",
        host: new URL(remote).host,
        inbox: inbox.url,
        sharedInbox: null,
        followId: `${remote}#follow`,
        since: new Date(),
        owed: [],
        owedSince: null,
        version: 1,
      });
      const [site] = await repos.sites.all();
      if (!site) throw new Error("the blog was entered");
      const polling = { ...site.polling, firstPolledAt: new Date(Date.now() - hour), nextPollAt: new Date(0) };
      await repos.sites.set(site._id, { polling, installedAt: new Date(Date.now() - hour) });
    });
    blog.publish({ slug: "news", title: "News", published: new Date().toISOString() });
    await letTimePass();

    const sent = inbox.nextArrival();
    await start();
    await sent;
    await kill();
    const waiting = await withStore((store) => store.docs.jobs.find({ kind: "deliver" }).toArray());
    expect(waiting, "the delivery that was cut short is kept").to.have.length(1);

    await letTimePass();
    inbox.answer();
    const again = inbox.nextArrival();
    await start();
    await again;
    const activity = waiting[0]?.payload["activity"];
    expect(inbox.bodies.map(({ type }) => type)).to.deep.equal(["Create"]);
    expect(inbox.bodies[0]?.id).to.match(new RegExp(`/ap/activities/${String(activity).split("/").at(-1)}$`));
    await kill();
  });
});
