import { expect } from "chai";
import { readSources } from "../helpers/sources.ts";

/** What can open a connection, or a process, or run a text: each with the rooms where it may, read off the sources. */
const doors: Record<string, readonly string[]> = {
  "node:https": ["src/net"],
  "node:tls": [],
  "node:dns": ["src/net"],
  "node:http2": [],
  "node:dgram": [],
  "node-fetch": ["src/net"],
  undici: [],
  nodemailer: ["src/notify"],
  mongodb: ["src/store"],
  "node:child_process": [],
  "node:worker_threads": ["src/store/sqlite", "federation/signature"],
  "node:vm": [],
};

/** Where the runtime's own fetch is handed on: to ask the node's own public address, and a test's servers. */
const ownAddress = ["src/compose.ts", "src/compose/first-delivery.ts", "src/cli/node.ts", "src/cli/doctor"];

describe("connections", () => {
  const sources = readSources(["src", "federation"]).filter(({ path }) => !path.startsWith("src/client/"));
  const isIn = (path: string, rooms: readonly string[]) =>
    rooms.some((room) => path === room || path.startsWith(`${room}/`));

  for (const [door, rooms] of Object.entries(doors)) {
    it(`by ${door} are opened in their room alone: ${rooms.join(", ") || "nowhere"}`, () => {
      const using = sources.filter(({ packages }) => packages.includes(door)).map(({ path }) => path);
      expect(using.filter((path) => !isIn(path, rooms))).to.deep.equal([]);
    });
  }

  it("by the runtime's own fetch ask nobody but the node's own address", () => {
    const using = sources.filter(({ text }) => /\bglobalThis\.fetch\b|(?<![.\w"“`])fetch\(\s*["`]/.test(text));
    expect(using.map(({ path }) => path).filter((path) => !isIn(path, ownAddress))).to.deep.equal([]);
  });

  it("run no text as a program", () => {
    const running = sources.filter(({ text }) =>
      /\beval\(|new Function\(|\bv8\.deserialize|\bsetTimeout\(["'`]/.test(text),
    );
    expect(running.map(({ path }) => path)).to.deep.equal([]);
  });
});
