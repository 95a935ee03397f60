import { createHash, createHmac } from "node:crypto";
import { deflateSync } from "node:zlib";
import { expect } from "chai";
import type { World } from "../../../src/domain/ports.ts";
import {
  createIssoKeys,
  type IssoKeys,
  keepIssoKey,
  readIssoKeys,
  signIsso,
} from "../../../src/usecases/visit/isso-keys.ts";
import type { TestClock } from "../../helpers/clock.ts";
import { createTestWorld } from "../../helpers/web.ts";

const session = "0123456789abcdef".repeat(3);
const signedAt = new Date("2026-11-24T00:03:02Z");

describe("isso-keys", () => {
  let world: World;
  let clock: TestClock;
  let close: () => Promise<void>;
  let keys: IssoKeys;
  beforeEach(async () => {
    const made = await createTestWorld();
    ({ world, clock } = made);
    close = () => made.store.close();
    keys = createIssoKeys(world);
  });
  afterEach(() => close());

  it("signs as itsdangerous does", async () => {
    expect(await signIsso(session, 13, signedAt)).to.equal("MTM.awTUNg.WOiF5krtV5JC7PGG8vyF8yGXytg");
    expect(await signIsso(session, ["unsubscribe", "alice@example.com"], signedAt)).to.equal(
      "WyJ1bnN1YnNjcmliZSIsImFsaWNlQGV4YW1wbGUuY29tIl0.awTUNg.QAM2BC9lQG-Z0QRD7hOVk8h12Zk",
    );
  });

  it("reads its own, with the time of the signature", async () => {
    const token = await keys.sign([7, "x"]);
    expect(await keys.read(token)).to.deep.equal({ payload: [7, "x"], signedAt: clock.now(), importedFor: null });
  });

  it("reads those of imported keys once they are kept, each once", async () => {
    const token = await signIsso(session, 13, signedAt);
    expect(await keys.read(token)).to.equal(null);
    const [another, ours] = [
      { site: "one", key: "another" },
      { site: "two", key: session },
    ];
    for (const one of [another, ours, ours]) await keepIssoKey(world, one);
    expect(await readIssoKeys(world)).to.deep.equal([another, ours]);
    expect(await keys.read(token)).to.deep.equal({ payload: 13, signedAt, importedFor: "two" });
  });

  it("reads payloads that were compressed", async () => {
    await keepIssoKey(world, { site: "one", key: session });
    const email = `${"a".repeat(60)}@example.com`;
    const packed = `.${deflateSync(JSON.stringify(["unsubscribe", email])).toString("base64url")}`;
    const key = createHash("sha1").update(`itsdangeroussigner${session}`).digest();
    const signed = `${packed}.awTUNg`;
    const token = `${signed}.${createHmac("sha1", key).update(signed).digest("base64url")}`;
    expect((await keys.read(token))?.payload).to.deep.equal(["unsubscribe", email]);
  });

  it("reads nothing that was changed, cut off or made up", async () => {
    const token = await keys.sign(13);
    const [payload, time, signature] = token.split(".");
    const wrong = ["", "x", "a.b.c", token.slice(0, -1), `MTQ.${time}.${signature}`, `${payload}.AAAA.${signature}`];
    for (const one of [...wrong, `${token}.x`, "x".repeat(10_000)]) expect(await keys.read(one), one).to.equal(null);
  });
});
