import { execFile } from "node:child_process";
import { createPublicKey, generateKeyPairSync, type KeyObject, verify } from "node:crypto";
import { promisify } from "node:util";
import { expect } from "chai";
import { signAside } from "../../../federation/signature/sign-aside.ts";

const execute = promisify(execFile);
const [first, second] = [aKey(), aKey()];

function aKey(): KeyObject {
  return generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
}

const texts = (count: number) => Array.from({ length: count }, (_, i) => `date: ${i}\nhost: grüße.example`);

async function expectSigned(wanted: readonly (readonly [string, KeyObject])[]): Promise<void> {
  const made = await Promise.all(wanted.map(([text, key]) => signAside(text, key)));
  for (const [i, [text, key]] of wanted.entries()) {
    const signature = Buffer.from(made[i] ?? "", "base64");
    expect(verify("sha256", Buffer.from(text), createPublicKey(key), signature), text).to.equal(true);
  }
}

describe("signatures beside the event loop", () => {
  it("are right for a few and for many at once, each by its own key", async () => {
    await expectSigned([[texts(1)[0] as string, first]]);
    await expectSigned(texts(100).map((text, i) => [text, i % 3 === 0 ? first : second]));
  });

  it("fail alone where a key cannot sign, and go on afterwards", async () => {
    const bad = createPublicKey(first);
    const all = texts(40).map((text, i) => signAside(text, i === 20 ? bad : first));
    const ends = await Promise.allSettled(all);
    expect(ends.flatMap(({ status }, i) => (status === "rejected" ? [i] : []))).to.deep.equal([20]);
    await expectSigned(texts(40).map((text) => [text, first]));
  });

  it("are waited for by a process that has nothing else to do, which then ends", async () => {
    expect(await signedByAProcess()).to.equal("40");
  });

  it("are made where the system has no thread to give", async () => {
    const noThreads = `
      import { syncBuiltinESMExports } from "node:module";
      import threads from "node:worker_threads";
      threads.Worker = class { constructor() { throw new Error("There is no thread left."); } };
      syncBuiltinESMExports();
    `;
    expect(await signedByAProcess(noThreads)).to.equal("40");
  });
});

/** How many of 40 signatures a process of its own prints that it has, after doing something else first. */
async function signedByAProcess(first = ""): Promise<string> {
  const module = new URL("../../../federation/signature/sign-aside.ts", import.meta.url).href;
  const script = `${first}
    const { generateKeyPairSync } = await import("node:crypto");
    const { signAside } = await import(${JSON.stringify(module)});
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const all = await Promise.all(Array.from({ length: 40 }, (_, i) => signAside(String(i), privateKey)));
    console.log(all.length);
  `;
  const args = ["--import", "tsx", "--input-type=module", "-e", script];
  return (await execute(process.execPath, args)).stdout.trim();
}
