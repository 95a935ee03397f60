import { createHash, createVerify, generateKeyPairSync } from "node:crypto";
import { expect } from "chai";
import { digestOf, signedHeaders } from "../../../federation/signature/sign.ts";
import { aNode, type TestNode } from "./node.ts";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const signer = { keyId: "https://node.example/ap/actors/blog#main-key", privateKey };
const date = new Date("2026-11-02T10:00:00Z");
const body = '{"type":"Create"}';

function parts(header: string): Record<string, string> {
  return Object.fromEntries([...header.matchAll(/(\w+)="([^"]*)"/g)].map((match) => [match[1], match[2]]));
}

function holds(base: string[], signature: string): boolean {
  return createVerify("sha256").update(base.join("\n")).verify(publicKey, signature, "base64");
}

describe("signing", () => {
  it("covers target, host, date, digest and type of a POST", async () => {
    const url = new URL("https://social.example:8443/inbox?x=1");
    const contentType = "application/activity+json";
    const headers = await signedHeaders(signer, { method: "POST", url, date, digest: digestOf(body), contentType });
    const digest = `SHA-256=${createHash("sha256").update(body).digest("base64")}`;
    const { signature, ...sent } = headers;
    expect(sent).to.deep.equal({ date: "Mon, 02 Nov 2026 10:00:00 GMT", digest, "content-type": contentType });
    const named = parts(signature as string);
    expect(named).to.include({
      keyId: signer.keyId,
      algorithm: "rsa-sha256",
      headers: "(request-target) host date digest content-type",
    });
    const base = [
      "(request-target): post /inbox?x=1",
      "host: social.example:8443",
      "date: Mon, 02 Nov 2026 10:00:00 GMT",
      `digest: ${digest}`,
      `content-type: ${contentType}`,
    ];
    expect(holds(base, named["signature"] as string)).to.equal(true);
    expect(holds([...base.slice(0, -1), "content-type: text/html"], named["signature"] as string)).to.equal(false);
  });

  it("covers target, host, date and accept of a GET", async () => {
    const url = new URL("https://social.example/users/bob");
    const headers = await signedHeaders(signer, { method: "GET", url, date, accept: "application/activity+json" });
    const named = parts(headers["signature"] as string);
    expect(named["headers"]).to.equal("(request-target) host date accept");
    const base = [
      "(request-target): get /users/bob",
      "host: social.example",
      "date: Mon, 02 Nov 2026 10:00:00 GMT",
      "accept: application/activity+json",
    ];
    expect(holds(base, named["signature"] as string)).to.equal(true);
    expect(headers).not.to.have.property("digest");
  });
});

describe("the signed fetch", () => {
  let node: TestNode;

  beforeEach(async () => {
    node = await aNode();
  });
  afterEach(() => node.close());

  it("signs a GET as the node, with the accept it was given", async () => {
    const request = {
      url: "https://social.example/notes/1",
      headers: { accept: "x/y" },
      maxBytes: 1000,
      timeoutMs: 1000,
    };
    await node.outgoing.signedFetch(request);
    const [seen] = node.seen;
    expect(seen?.headers).to.include({ accept: "x/y" });
    expect(parts(seen?.headers["signature"] as string)["keyId"]).to.equal(
      "https://node.example/ap/actors/node#main-key",
    );
  });

  it("asks for ActivityStreams by default, and keeps other headers", async () => {
    const request = { url: "https://social.example/1", headers: { "x-a": "b" }, maxBytes: 1000, timeoutMs: 1000 };
    await node.outgoing.signedFetch(request);
    expect(node.seen[0]?.headers["accept"]).to.contain("application/activity+json");
    expect(node.seen[0]?.headers).to.include({ "x-a": "b" });
  });

  it("leaves a POST alone", async () => {
    await node.outgoing.signedFetch({
      url: "https://x.example/",
      method: "POST",
      body: "x",
      maxBytes: 10,
      timeoutMs: 10,
    });
    expect(node.seen[0]?.headers).not.to.have.property("signature");
  });
});
