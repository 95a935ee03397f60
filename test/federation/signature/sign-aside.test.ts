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

  it("are waited for by a process that has nothing else to do, and hold it no longer", async () => {
    expect(await signedByAProcess()).to.deep.equal({ made: 40, heldBy: [] });
  });

  it("are made by the thread where they are many", async () => {
    const noPool = replaced("node:crypto", "sign", "() => { throw new Error('The pool was asked.'); }");
    expect(await signedByAProcess(noPool)).to.deep.include({ made: 40 });
  });

  it("are made where the system has no thread to give", async () => {
    const none = "class { constructor() { throw new Error('There is no thread left.'); } }";
    expect(await signedByAProcess(replaced("node:worker_threads", "Worker", none))).to.deep.include({ made: 40 });
  });
});

/** Lines of a program that give a part of the runtime another meaning. */
function replaced(module: string, part: string, by: string): string {
  return `
    import runtime from "${module}";
    import { syncBuiltinESMExports } from "node:module";
    runtime.${part} = ${by};
    syncBuiltinESMExports();
  `;
}

/** How many of 40 signatures a process of its own got, after doing something else first, and which threads hold it then. */
async function signedByAProcess(before = ""): Promise<unknown> {
  const module = new URL("../../../federation/signature/sign-aside.ts", import.meta.url).href;
  const script = `${before}
    const { generateKeyPairSync } = await import("node:crypto");
    const { signAside } = await import(${JSON.stringify(module)});
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const all = await Promise.all(Array.from({ length: 40 }, (_, i) => signAside(String(i), privateKey)));
    await new Promise((resolve) => setImmediate(resolve));
    const heldBy = process.getActiveResourcesInfo().filter((name) => /MessagePort|Worker/.test(name));
    console.log(JSON.stringify({ made: all.length, heldBy }));
  `;
  const args = ["--import", "tsx", "--input-type=module", "-e", script];
  return JSON.parse((await execute(process.execPath, args)).stdout);
}
