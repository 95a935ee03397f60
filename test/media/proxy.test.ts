import { expect } from "chai";
import { blockId } from "../../src/domain/block.ts";
import { type MediaKind, mediaToken, readMediaToken } from "../../src/domain/media.ts";
import type { FetchRequest, GuardedFetch } from "../../src/domain/ports.ts";
import { isProblem, Problem, type ProblemKind } from "../../src/domain/problem.ts";
import { pictureType } from "../../src/media/picture-type.ts";
import { createMediaProxy } from "../../src/media/proxy.ts";
import { createSlots } from "../../src/media/slots.ts";
import { createSecrets } from "../../src/runtime.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { pictures } from "../helpers/pictures.ts";

const address = "https://far.example/emoji/cat.png";
const secrets = createSecrets("a secret for tests");
const token = (of: string) => mediaToken(secrets, { kind: "emoji", address: of });

const kindOf = async (work: Promise<unknown>): Promise<ProblemKind | "fine"> =>
  work.then(
    () => "fine" as const,
    (error: unknown) => {
      if (isProblem(error)) return error.kind;
      throw error;
    },
  );

describe("media tokens", () => {
  it("are the same each time, and read back", () => {
    expect(token(address)).to.equal(token(address));
    expect(readMediaToken(secrets, token(address))).to.deep.equal({ kind: "emoji", address });
  });

  it("are made by this node alone", () => {
    const [signature = "", text = ""] = token(address).split(".");
    const other = Buffer.from("emoji https://evil.example/").toString("base64url");
    for (const bad of [
      `${signature}.${other}`,
      `${signature.slice(0, -1)}A.${text}`,
      `${token(address)}A`,
      text,
      "",
      ".",
      mediaToken(createSecrets("another secret"), { kind: "emoji", address }),
      mediaToken(secrets, { kind: "avatar", address }).replace(/[^.]*$/, other),
      `${secrets.sign("session", `emoji ${address}`)}.${text}`,
    ])
      expect(readMediaToken(secrets, bad), bad).to.equal(null);
  });
});

describe("sealed media tokens", () => {
  const address = "https://www.gravatar.com/avatar/0123?d=404&s=96";
  const sealed = mediaToken(secrets, { kind: "gravatar", address });
  const [signature = ""] = sealed.split("~");

  it("are the same each time, read back, and show nothing", () => {
    expect(sealed).to.match(/^[\w-]{43}~[\w-]+$/);
    expect(mediaToken(secrets, { kind: "gravatar", address })).to.equal(sealed);
    expect(readMediaToken(secrets, sealed)).to.deep.equal({ kind: "gravatar", address });
    expect(Buffer.from(sealed.split("~")[1] ?? "", "base64url").toString("latin1")).to.not.contain("avatar");
  });

  it("cannot be used to try which mailbox it is", () => {
    const guess = Buffer.from(`gravatar ${address}`).toString("base64url");
    expect(secrets.verify("media", `gravatar ${address}`, signature), "the guess is right").to.equal(true);
    expect(readMediaToken(secrets, `${signature}.${guess}`)).to.equal(null);
  });

  it("are made by this node alone, of one kind alone", () => {
    const [, body = ""] = sealed.split("~");
    const turned = Buffer.from(body, "base64url");
    turned[0] = (turned[0] as number) ^ 1;
    for (const bad of [
      `${signature}.${body}`,
      `${signature}~${turned.toString("base64url")}`,
      mediaToken(createSecrets("another secret"), { kind: "gravatar", address }),
      token(address).replace(".", "~"),
    ])
      expect(readMediaToken(secrets, bad), bad).to.equal(null);
  });
});

describe("types of pictures", () => {
  for (const [type, bytes] of Object.entries(pictures)) {
    it(`knows ${type} by its bytes`, () => expect(pictureType(bytes)).to.equal(type));
  }

  const others: Record<string, string | Buffer> = {
    SVG: "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
    HTML: "<!doctype html><script>alert(1)</script>",
    "a WAV sound in the same wrapping as WebP": Buffer.from("RIFF\x24\x00\x00\x00WAVEfmt "),
    "a film in the same wrapping as AVIF": Buffer.from("\x00\x00\x00\x18ftypmp42"),
    "an activity": '{"type":"Create"}',
    "half a mark": Buffer.from([0x89, 0x50]),
    nothing: "",
  };
  for (const [what, bytes] of Object.entries(others)) {
    it(`does not take ${what} for a picture`, () => expect(pictureType(Buffer.from(bytes as string))).to.equal(null));
  }
});

describe("media proxy", () => {
  let store: Store;
  let asked: FetchRequest[];
  let answer: Awaited<ReturnType<GuardedFetch>> | Error;
  const png = pictures["image/png"] as Buffer;

  const answering = (given: Partial<Awaited<ReturnType<GuardedFetch>>> = {}) => ({
    status: 200,
    url: address,
    headers: { get: () => "image/png" },
    body: png,
    ...given,
  });
  const proxy = () =>
    createMediaProxy({
      ...store.repos,
      secrets,
      origin: "https://node.example",
      fetch: async (request) => {
        asked.push(request);
        if (answer instanceof Error) throw answer;
        return answer;
      },
    });
  const get = async (of = address) => {
    const media = proxy();
    return media.load(await media.read(token(of)));
  };

  beforeEach(async () => {
    store = await openStore("sqlite::memory:");
    asked = [];
    answer = answering();
  });
  afterEach(() => store.close());

  it("fetches what a token names, with bounds, and says what its bytes are", async () => {
    answer = answering({ headers: { get: () => "text/html" } });
    expect(await get()).to.deep.equal({ type: "image/png", bytes: png });
    expect(asked).to.have.lengthOf(1);
    expect(asked[0]).to.include({ url: address, maxBytes: 1_000_000, timeoutMs: 8_000, redirects: 2 });
    expect(asked[0]?.headers?.["accept"]).to.not.include("svg");
  });

  const refused: [string, ProblemKind, () => typeof answer][] = [
    ["what is no picture, whatever it is called", "unsupported", () => answering({ body: Buffer.from("<svg/>") })],
    ["what is not there", "not-found", () => answering({ status: 404 })],
    ["what is gone", "not-found", () => answering({ status: 410 })],
    ["a server at fault", "upstream", () => answering({ status: 500 })],
    ["a way back to us", "not-found", () => answering({ url: "https://node.example/media/x" })],
    ["what is too large", "too-large", () => new Problem("too-large", "The answer is too large.")],
    ["an address that must not be asked", "forbidden", () => new Problem("forbidden", "That is private.")],
  ];
  for (const [what, kind, given] of refused) {
    it(`refuses ${what}`, async () => {
      answer = given();
      expect(await kindOf(get())).to.equal(kind);
    });
  }

  it("bounds each kind of picture by its own size, and asks for a portrait like for any other", async () => {
    const portrait = async (kind: MediaKind) => {
      const media = proxy();
      await media.load(await media.read(mediaToken(secrets, { kind, address })));
      return asked.at(-1)?.maxBytes;
    };
    expect(await portrait("avatar")).to.equal(2_000_000);
    expect(await portrait("gravatar")).to.equal(1_000_000);
    answer = answering({ body: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>") });
    expect(await kindOf(portrait("avatar"))).to.equal("unsupported");
  });

  it("CVE-2026-29178: asks nobody for an address that nobody of ours has signed, for its own, or on a blocked server", async () => {
    const host = "example";
    expect(await kindOf(proxy().read(`${"A".repeat(43)}.${Buffer.from("emoji x").toString("base64url")}`))).to.equal(
      "not-found",
    );
    expect(await kindOf(get("https://node.example/media/x"))).to.equal("not-found");
    await store.repos.blocks.put({
      _id: blockId("host", host),
      kind: "host",
      value: host,
      label: "",
      note: "",
      createdAt: new Date(),
    });
    expect(await kindOf(get())).to.equal("not-found");
    expect(asked).to.deep.equal([]);
  });

  for (const [severity, rejects, kind] of [
    ["noop", ["media"], "not-found"],
    ["hold", [], "fine"],
    ["allow", [], "fine"],
  ] as const)
    it(`${kind === "fine" ? "hands on" : "hands nothing on"} from a server under “${[severity, ...rejects].join(", ")}”`, async () => {
      const rule = { kind: "host", label: "", note: "", createdAt: new Date(), severity } as const;
      await store.repos.blocks.put({
        ...rule,
        _id: blockId("host", "far.example"),
        value: "far.example",
        rejects: [...rejects],
      });
      expect(await kindOf(get())).to.equal(kind);
    });

  it("hands pictures on from servers that nobody had to allow", async () => {
    const rule = { kind: "host", label: "", note: "", createdAt: new Date(), value: "*" } as const;
    await store.repos.blocks.put({ ...rule, _id: blockId("host", "*") });
    expect(await kindOf(get())).to.equal("fine");
  });

  it("hands nothing on from a blocked server that another one points to", async () => {
    const _id = blockId("host", "bad.example");
    await store.repos.blocks.put({
      _id,
      kind: "host",
      value: "bad.example",
      label: "",
      note: "",
      createdAt: new Date(),
    });
    answer = answering({ url: "https://bad.example/cat.png" });
    expect(await kindOf(get())).to.equal("not-found");
  });
});

describe("slots", () => {
  it("run so many at a time, let so many wait, and refuse the rest", async () => {
    const inSlot = createSlots(2, 1);
    const ends: (() => void)[] = [];
    const work = () => new Promise<void>((resolve) => ends.push(resolve));
    const running = [inSlot(work), inSlot(work), inSlot(work)];
    expect(await kindOf(inSlot(work))).to.equal("busy");
    expect(ends).to.have.lengthOf(2);
    ends[0]?.();
    await running[0];
    expect(ends).to.have.lengthOf(3);
    for (const end of ends) end();
    await Promise.all(running);
    expect(await inSlot(async () => "free again")).to.equal("free again");
  });

  it("are freed by what fails", async () => {
    const inSlot = createSlots(1, 1);
    expect(await kindOf(inSlot(() => Promise.reject(new Problem("upstream", "It failed."))))).to.equal("upstream");
    expect(await inSlot(async () => "free")).to.equal("free");
  });
});
