import type { RequestListener } from "node:http";
import { performance } from "node:perf_hooks";
import type { Config } from "../config.ts";
import type { Meter } from "../domain/measures.ts";
import type { World } from "../domain/ports.ts";
import type { Repos } from "../domain/repos.ts";
import type { Handler } from "../jobs/worker.ts";
import { measureProcess } from "../runtime/process-measures.ts";
import { createRegistry } from "../runtime/registry.ts";
import { createReadLoad } from "../usecases/operate/read-load.ts";
import { routeClassOf } from "../web/route-class.ts";

/** What is put around the parts of a node, so that what they do is counted. Nothing of it names anybody. */
export interface Measuring {
  requests(listener: RequestListener): RequestListener;
  jobs(handlers: Readonly<Record<string, Handler>>): Record<string, Handler>;
  comments(comments: Repos["comments"]): Repos["comments"];
  /** An activity came in and was done with: its kind, and what became of it. */
  taken(kind: string, outcome: string): void;
  /** What is read off the store, each time that the numbers are asked for. */
  load(world: Pick<World, "jobs" | "hosts" | "comments" | "sites" | "clock">): void;
  meter: Meter;
  close(): void;
}

const requestBounds = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 10];
const jobBounds = [0.05, 0.25, 1, 5, 30];
/** Streams to open pages end when their readers leave: that is no time that anybody waited. */
const untimed: ReadonlySet<string> = new Set(["live"]);

/** Null where the owner asked for no numbers: then nothing is counted, and nothing stands in between. */
export function createMeasuring(config: Pick<Config, "metrics">, version: string): Measuring | null {
  if (config.metrics === null) return null;
  const registry = createRegistry();
  const close = measureProcess(registry);
  registry.gauge({ name: "antiphon_build_info", help: "The version of Antiphon.", labels: ["version"] }, () => [
    [[version], 1],
  ]);
  const answered = registry.counter({
    name: "antiphon_http_requests_total",
    help: "Requests that were answered, by kind of route and status.",
    labels: ["route", "status"],
  });
  const took = registry.histogram(
    {
      name: "antiphon_http_request_duration_seconds",
      help: "How long answering took, by kind of route, in seconds.",
      labels: ["route"],
    },
    requestBounds,
  );
  const done = registry.counter({
    name: "antiphon_jobs_total",
    help: "Tries of jobs, by kind and outcome. Deliveries to the fediverse are of the kind deliver.",
    labels: ["kind", "outcome"],
  });
  const worked = registry.histogram(
    { name: "antiphon_job_duration_seconds", help: "How long tries of jobs took, in seconds.", labels: ["kind"] },
    jobBounds,
  );
  const stored = registry.counter({
    name: "antiphon_comments_total",
    help: "Comments that were stored, by where they were written and the state that they were stored in.",
    labels: ["origin", "state"],
  });
  const taken = registry.counter({
    name: "antiphon_inbox_activities_total",
    help: "What came in from the fediverse, by its kind and what became of it.",
    labels: ["kind", "outcome"],
  });

  return {
    requests: (listener) => (req, res) => {
      const started = performance.now();
      const route = routeClassOf(req.url ?? "");
      // What the node asks of itself comes without a socket, and is nobody's request.
      if (req.socket.remoteAddress !== undefined)
        res.once("finish", () => {
          answered([route, String(res.statusCode)]);
          if (!untimed.has(route)) took([route], (performance.now() - started) / 1000);
        });
      listener(req, res);
    },
    jobs: (handlers) =>
      Object.fromEntries(
        Object.entries(handlers).map(([kind, handler]): [string, Handler] => [
          kind,
          async (job) => {
            const started = performance.now();
            let outcome = "error";
            try {
              const answer = await handler(job);
              outcome = answer.kind;
              return answer;
            } finally {
              done([kind, outcome]);
              worked([kind], (performance.now() - started) / 1000);
            }
          },
        ]),
      ),
    comments: (comments) => ({
      ...comments,
      async add(comment) {
        const added = await comments.add(comment);
        if (added === "added") stored([comment.origin, comment.state]);
        return added;
      },
    }),
    taken: (kind, outcome) => taken([kind, outcome]),
    load(world) {
      const readLoad = createReadLoad(world);
      // One look serves all that is told of it at once.
      let looking: ReturnType<typeof readLoad> | null = null;
      const look = () => {
        looking ??= readLoad().finally(() => {
          looking = null;
        });
        return looking;
      };
      const byKind = (counts: ReadonlyMap<string, number>) =>
        [...counts].map(([kind, count]) => [[kind], count] as const);
      registry.gauge({ name: "antiphon_jobs_waiting", help: "Jobs that wait, by kind.", labels: ["kind"] }, async () =>
        byKind((await look()).jobs.waiting),
      );
      registry.gauge(
        {
          name: "antiphon_jobs_given_up",
          help: "Jobs that were given up and kept for the owner, by kind.",
          labels: ["kind"],
        },
        async () => byKind((await look()).jobs.failed),
      );
      registry.gauge(
        {
          name: "antiphon_queue_overdue_seconds",
          help: "For how long the first job is due, those for servers that rest aside, in seconds.",
          labels: [],
        },
        async () => [[[], (await look()).overdueSeconds]],
      );
      registry.gauge(
        {
          name: "antiphon_comments_waiting",
          help: "Comments that wait for the owner, and spam that is kept.",
          labels: ["state"],
        },
        async () => Object.entries((await look()).comments).map(([state, count]) => [[state], count]),
      );
      registry.gauge(
        { name: "antiphon_feeds", help: "Blogs by the state of their feed.", labels: ["state"] },
        async () => Object.entries((await look()).feeds).map(([state, count]) => [[state], count]),
      );
    },
    meter: { token: config.metrics, text: () => registry.text() },
    close,
  };
}
