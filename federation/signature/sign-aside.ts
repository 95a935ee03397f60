import { type KeyObject, sign } from "node:crypto";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";

/** What is handed to the thread, which hands back the signatures in the same order, some at a time. */
export interface SigningWork {
  key: KeyObject;
  texts: readonly string[];
}

interface Waiting {
  text: string;
  key: KeyObject;
  resolve: (signature: string) => void;
  reject: (error: unknown) => void;
}

const signInPool = promisify(sign) as (algorithm: string, data: Buffer, key: KeyObject) => Promise<Buffer>;

/** From so many on that are asked for in one turn of the event loop, a thread is worth its messages. */
const crowd = 16;
/** How long the thread is kept with nothing to do, in milliseconds. */
const idleMs = 10_000;

let asked: Waiting[] = [];
let thread: SigningThread | null = null;

/**
 * The RSA signature (RSASSA-PKCS1-v1_5 with SHA-256) of a text in base64, made beside the event loop: a few by the
 * runtime's pool; many that are asked for at once, as by deliveries, by one thread of our own, as those of the pool leave
 * the loop no processor meanwhile and each of their ends wakes it.
 */
export function signAside(text: string, key: KeyObject): Promise<string> {
  return new Promise((resolve, reject) => {
    if (asked.length === 0) setImmediate(signAsked);
    asked.push({ text, key, resolve, reject });
  });
}

function signAsked(): void {
  const all = asked;
  asked = [];
  const aside = all.length < crowd ? null : theThread();
  if (!aside) {
    for (const one of all) inPool(one);
    return;
  }
  for (const key of new Set(all.map((one) => one.key))) {
    aside.sign(
      key,
      all.filter((one) => one.key === key),
    );
  }
}

/** The thread, started if need be; null where the system has none to give. */
function theThread(): SigningThread | null {
  try {
    thread ??= startThread(() => {
      thread = null;
    });
    return thread;
  } catch {
    return null;
  }
}

function inPool({ text, key, resolve, reject }: Waiting): void {
  signInPool("sha256", Buffer.from(text), key).then((signature) => resolve(signature.toString("base64")), reject);
}

interface SigningThread {
  /** Signs texts that all wait for this key. */
  sign(key: KeyObject, all: readonly Waiting[]): void;
}

/** A thread that ends when it was idle for a while, or by a fault: then the pool does what it left, and says what is wrong. */
function startThread(onEnd: () => void): SigningThread {
  const worker = new Worker(createRequire(import.meta.url).resolve("#signing"), { execArgv: [] });
  const waiting: Waiting[] = [];
  const idle = setTimeout(end, idleMs).unref();

  function end(): void {
    if (waiting.length > 0) {
      idle.refresh();
      return;
    }
    onEnd();
    void worker.terminate();
  }

  worker.on("message", (signatures: string[]) => {
    for (const signature of signatures) waiting.shift()?.resolve(signature);
    if (waiting.length === 0) worker.unref();
  });
  worker.once("error", () => {
    onEnd();
    clearTimeout(idle);
    for (const one of waiting.splice(0)) inPool(one);
  });

  return {
    sign(key, all) {
      waiting.push(...all);
      idle.refresh();
      worker.ref();
      worker.postMessage({ key, texts: all.map(({ text }) => text) } satisfies SigningWork);
    },
  };
}
