import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Registry, Sample } from "./registry.ts";

const nanoseconds = 1e9;
const one = (value: number): Sample[] => [[[], value]];

/**
 * Tells of the process, by the names that Prometheus' client for Node has, so that boards made for those fit. Watches the
 * event loop until the returned function is called; its delays are those since the numbers were last read.
 */
export function measureProcess(registry: Registry): () => void {
  const delays = monitorEventLoopDelay({ resolution: 20 });
  delays.enable();
  const plain = (name: string, help: string, read: () => number) =>
    registry.gauge({ name, help, labels: [] }, () => one(read()));

  registry.grown({ name: "process_cpu_seconds_total", help: "CPU time used, in seconds.", labels: [] }, () => {
    const { user, system } = process.cpuUsage();
    return one((user + system) / 1e6);
  });
  plain("process_start_time_seconds", "When the process started, in seconds since 1970.", () =>
    Math.round(Date.now() / 1000 - process.uptime()),
  );
  plain("process_resident_memory_bytes", "Resident memory, in bytes.", () => process.memoryUsage.rss());
  plain("nodejs_heap_size_used_bytes", "Heap in use, in bytes.", () => process.memoryUsage().heapUsed);
  plain("nodejs_external_memory_bytes", "Memory outside of the heap, in bytes.", () => process.memoryUsage().external);
  registry.gauge(
    {
      name: "nodejs_eventloop_lag_seconds",
      help: "How late the event loop came round since the last look, in seconds.",
      labels: ["quantile"],
    },
    () => {
      const read: Sample[] = [
        [["0.5"], delays.percentile(50) / nanoseconds],
        [["0.99"], delays.percentile(99) / nanoseconds],
        [["1"], delays.max / nanoseconds],
      ];
      delays.reset();
      return read;
    },
  );
  registry.gauge({ name: "nodejs_version_info", help: "The version of Node.", labels: ["version"] }, (): Sample[] => [
    [[process.version], 1],
  ]);
  return () => delays.disable();
}
