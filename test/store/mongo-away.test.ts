import { expect } from "chai";
import { isProblem } from "../../src/domain/problem.ts";
import { translate } from "../../src/store/mongo/errors.ts";
import { openStore } from "../../src/store/open.ts";

const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe("a MongoDB that cannot be had", () => {
  it("is told in a sentence when nobody answers", async () => {
    const problem = await problemOf(openStore("mongodb://127.0.0.1:9/antiphon?serverSelectionTimeoutMS=50"));
    expect(isProblem(problem, "busy")).to.equal(true);
    expect(problem).to.have.property("message").that.contains("does not answer");
  });

  it("is told in a sentence when its address cannot be read", async () => {
    for (const address of ["mongodb://", "mongodb://user:p@ss@host/", "mongodb://host/?nonsense=1"]) {
      const problem = await problemOf(openStore(address));
      expect(isProblem(problem, "invalid"), address).to.equal(true);
    }
  });

  const faults: [title: string, error: object, kind: string, sentence: RegExp][] = [
    ["a full disk", { name: "MongoServerError", code: 14031, message: "out of disk" }, "busy", /disk .* full/],
    [
      "a refused account",
      { name: "MongoServerError", code: 18, message: "Authentication failed." },
      "busy",
      /user name/,
    ],
    ["a lost connection", { name: "MongoNetworkError", message: "closed" }, "busy", /does not answer/],
    [
      "a change of the primary",
      { name: "MongoServerError", code: 10107, errorLabels: ["RetryableWriteError"] },
      "busy",
      /does not answer/,
    ],
    ["a refused command", { name: "MongoServerError", code: 2, message: "BadValue" }, "internal", /BadValue/],
  ];
  for (const [title, error, kind, sentence] of faults) {
    it(`tells ${title}`, () => {
      const problem = translate(error);
      expect(problem.kind).to.equal(kind);
      expect(problem.message).to.match(sentence);
      expect(problem.cause).to.equal(error);
    });
  }
});
