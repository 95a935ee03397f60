import { expect } from "chai";
import { readSources } from "../helpers/sources.ts";

/** Where what Isso did has to be done again, so that its links, cookies and faces go on: nothing else may use what it used. */
const asIssoDid = /\/(isso-keys|isso-tokens|isso-face|domain\/face)\.ts$/;

/** Where others say by what they sign: WebSub has hubs do so by SHA-1 as well. */
const asOthersSay = /\/hub-signature\.ts$/;

const isApart = (path: string) => asIssoDid.test(path) || asOthersSay.test(path);

/** Which hashes, keys and ciphers there are, read off the sources, as what is not called cannot be seen by running it. */
describe("cryptography", () => {
  const sources = readSources(["src", "federation"]);
  const nodes = sources.filter(({ path }) => !path.startsWith("src/client/"));
  /** What a function is given first, wherever it is called, but for where others are followed. */
  const given = (call: string) =>
    nodes
      .filter(({ path }) => !isApart(path))
      .flatMap(({ text }) =>
        [...text.matchAll(new RegExp(`\\b${call}\\(\\s*([^,)\\s]+)`, "g"))].map(([, first]) => first),
      );

  it("is Node's own: no package brings another", () => {
    const packages = new Set(nodes.flatMap((source) => source.packages));
    expect(packages).to.include("node:crypto");
    const known =
      /crypto|cipher|hash|hmac|aes|rsa|jose|jwt|forge|sodium|noble|bcrypt|argon|elliptic|curve|sha\d|md5|uuid|nanoid/;
    expect([...packages].filter((name) => known.test(name))).to.deep.equal(["node:crypto"]);
  });

  it("hashes and signs with SHA-256 or what is stronger, and has MD5 nowhere", () => {
    expect(new Set(given("createHash"))).to.deep.equal(new Set(['"sha256"']));
    expect(new Set(given("createHmac"))).to.deep.equal(new Set(['"sha256"']));
    expect(new Set(given("subtle\\.digest"))).to.deep.equal(new Set(['"SHA-256"']));
    const weak = sources.filter(({ text }) =>
      /["'](md4|md5|sha-?1|rsa-sha1|ripemd\w*|des(-ede|-cbc|3)\S*|rc4\S*|\S+-(ecb|cbc))["']/i.test(text),
    );
    expect(weak.map(({ path }) => path).filter((path) => !isApart(path))).to.deep.equal([]);
  });

  it("seals by nothing but AES-256-GCM, under nonces that are never used twice", () => {
    const ciphers = nodes.filter(({ text }) => /\bcreate(Cipher|Decipher)(iv)?\(/.test(text));
    expect(ciphers.map(({ path }) => path)).to.deep.equal(["src/runtime/seal.ts"]);
    expect(ciphers[0]?.text).to.contain('"aes-256-gcm"').and.contain("randomBytes(nonceBytes)");
  });

  it("makes keys by Node's generator, of 2,048 bits at least", () => {
    const making = nodes.flatMap(({ text }) => [...text.matchAll(/\bgenerate\(([^)]*)\)/g)].map(([, what]) => what));
    expect(making).to.have.lengthOf.at.least(1);
    const bits = making.map((what) => Number(/modulusLength: ([\d_]+)/.exec(what ?? "")?.[1]?.replaceAll("_", "")));
    expect(Math.min(...bits)).to.be.at.least(2048);
  });

  it("takes no chance from Math.random where anything must not be guessed", () => {
    const chances = sources.filter(({ text }) => text.includes("Math.random"));
    expect(chances.map(({ path }) => path)).to.deep.equal([]);
  });
});
