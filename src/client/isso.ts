import { countComments } from "./isso/count.ts";
import { readSettings } from "./isso/settings.ts";
import { type IssoThread, openThread } from "./isso/thread.ts";
import { createParser } from "./reading/html.ts";

declare global {
  interface Window {
    /** What pages that were made for Isso's client call. */
    Isso?: { init(): void; fetchComments(): void };
  }
}

/*
 * Stands in for Isso's client: reads its attributes, and fills its element with what the node renders in its class names.
 */
const parse = createParser();
let thread: IssoThread | null = null;
let leave = new AbortController();

function init(): void {
  const { css } = readSettings();
  const root = document.getElementById("isso-thread");
  if (css && !document.getElementById("isso-style")) {
    const link = document.createElement("link");
    link.id = "isso-style";
    link.rel = "stylesheet";
    link.href = css;
    document.head.append(link);
  }
  leave.abort();
  leave = new AbortController();
  thread = root && openThread(root, parse, leave.signal);
  if (root) void thread?.load();
  else console.warn("Isso: there is no element with the id isso-thread on this page.");
}

window.Isso = { init, fetchComments: () => void thread?.load() };

function start(): void {
  void countComments(readSettings());
  init();
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
