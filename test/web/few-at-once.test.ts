import { EventEmitter, once } from "node:events";
import { PassThrough } from "node:stream";
import { expect } from "chai";
import type { Request, Response } from "express";
import { fewAtOnce } from "../../src/web/push/few-at-once.ts";
import { problemOf } from "../helpers/problem.ts";

describe("requests that are large", () => {
  it("are let through a few at once, the others are told to come back, and whoever leaves makes room", async () => {
    const handler = fewAtOnce(2);
    let through = 0;
    const all: EventEmitter[] = [];
    const ask = async () => {
      const res = new EventEmitter();
      all.push(res);
      await handler(new PassThrough() as unknown as Request, res as Response, () => {
        through += 1;
      });
      return res;
    };
    const [first] = [await ask(), await ask()];
    const problem = await problemOf(ask());
    expect([problem.kind, problem.retryAfter, through]).to.deep.equal(["busy", 5, 2]);
    first?.emit("close");
    first?.emit("close");
    await ask();
    expect((await problemOf(ask())).kind).to.equal("busy");
    expect(through).to.equal(3);
    for (const res of all) res.emit("close");
  });

  it("are given up where they stop coming, so that nobody keeps the others out", async () => {
    const [req, res] = [new PassThrough(), new EventEmitter()];
    await fewAtOnce(1, 5)(req as unknown as Request, res as Response, () => undefined);
    await once(req, "close");
    expect(req.destroyed).to.equal(true);
    res.emit("close");
  });

  it("are left alone once they are here as a whole, however long the answer takes", async () => {
    const req = Object.assign(new PassThrough(), { complete: true });
    const res = new EventEmitter();
    await fewAtOnce(1, 1)(req as unknown as Request, res as Response, () => undefined);
    await once(AbortSignal.timeout(20), "abort");
    expect(req.destroyed).to.equal(false);
    res.emit("close");
  });
});
