#!/usr/bin/env node
import "./lean-heap.ts";

import { once } from "node:events";
import { readFile, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { createExporters } from "../compose/exporters.ts";
import { importers } from "../compose/importers.ts";
import { readManifest } from "../compose/manifest.ts";
import { saveFile } from "../compose/save-file.ts";
import { createStoreTools } from "../compose/stores.ts";
import { compose } from "../compose.ts";
import type { Terminal } from "./node.ts";
import { run } from "./program.ts";

const terminal: Terminal = {
  env: process.env,
  async readFile(name) {
    try {
      return await readFile(name, "utf8");
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
      throw error;
    }
  },
  async save(name, chunks) {
    if (name !== null) return saveFile(name, chunks);
    for await (const chunk of chunks) if (!process.stdout.write(chunk)) await once(process.stdout, "drain");
  },
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  stopRequested: () =>
    new Promise((resolve) => {
      let asked = false;
      const stop = () => {
        if (asked) process.exit(130);
        asked = true;
        resolve();
      };
      process.on("SIGINT", stop).on("SIGTERM", stop);
    }),
  async freeBytes(file) {
    const { bavail, bsize } = await statfs(dirname(file));
    return bavail * bsize;
  },
  fetch,
};

// A pipe that closes early, such as `| head`, is no fault.
process.stdout.on("error", () => process.exit(0));
process.exitCode = await run(process.argv.slice(2), {
  terminal,
  compose,
  stores: createStoreTools(),
  importers,
  exporters: createExporters(),
  version: readManifest().version,
});
