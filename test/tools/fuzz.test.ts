import { expect } from "chai";
import { activeIn, canariesIn } from "../../tools/fuzz/active.ts";
import { mutate } from "../../tools/fuzz/mutate.ts";
import { createRandom } from "../../tools/fuzz/random.ts";
import { faultOfAnswer, makeTries } from "../../tools/fuzz/tries.ts";

const bounds = { seed: 1, seconds: 5, only: null };

describe("the fuzzer", () => {
  it("finds a fault of ours, a stack trace, and what takes too long", () => {
    expect(faultOfAnswer({ status: 202, body: "" }, 5, "x")).to.equal(null);
    expect(faultOfAnswer({ status: 400, body: "The body is not JSON." }, 5, "x")).to.equal(null);
    expect(faultOfAnswer({ status: 500, body: "" }, 5, "x")).to.contain("500");
    expect(faultOfAnswer({ status: 400, body: "E\n    at f (file:///x.ts:1:1)" }, 5, "x")).to.contain("stack trace");
    expect(faultOfAnswer({ status: 202, body: "" }, 101, "x")).to.contain("101 ms");
  });

  it("finds what acts in a text, and a canary that acts on a page", () => {
    expect(activeIn('<p>a</p><a href="https://x/">b</a>')).to.deep.equal([]);
    expect(activeIn("<script>x</script>")).to.deep.equal(["<script>"]);
    expect(activeIn('<a href="javascript:x" onclick="y">b</a>')).to.deep.equal(["href=javascript:x", "onclick=y"]);
    expect(canariesIn("<p>&lt;script&gt;CANARY</p><script>ours()</script>")).to.deep.equal([]);
    expect(canariesIn("<script>CANARY</script>")).to.deep.equal(["CANARY in a script"]);
    expect(canariesIn('<img src="x" onerror="CANARY">')).to.deep.equal(["onerror=CANARY"]);
  });

  it("bends the same way for the same seed, and never what is frozen", () => {
    const document = { type: "Create", to: ["a"], object: { type: "Note", content: "x", cc: ["b"] } };
    const bend = (attempt: number) => mutate(document, createRandom(7, attempt), new Set(["to", "cc"]));
    expect(bend(3)).to.deep.equal(bend(3));
    const all = Array.from({ length: 300 }, (_, attempt) => bend(attempt));
    expect(new Set(all.map((one) => JSON.stringify(one))).size).to.be.above(200);
    for (const { to, object } of all as (typeof document)[]) {
      expect(to).to.deep.equal(["a"]);
      expect(object.cc).to.deep.equal(["b"]);
    }
  });

  it("stops after ten faults, makes one try again by its number, and takes too many 503 for a fault", async () => {
    const failing = await makeTries("x", bounds, {}, async () => "wrong");
    expect(failing).to.include({ tries: 10 });
    const tried: number[] = [];
    await makeTries("x", { ...bounds, only: 4 }, {}, async (_random, attempt) => {
      tried.push(attempt);
      return null;
    });
    expect(tried).to.deep.equal([4]);
    const answers: Record<string, number> = {};
    const late = await makeTries("x", { ...bounds, seconds: 0.05 }, answers, async () => {
      answers[503] = (answers[503] ?? 0) + 100;
      return null;
    });
    expect(late.faults.map(({ fault }) => fault).join()).to.contain("put off with 503");
  });
});
