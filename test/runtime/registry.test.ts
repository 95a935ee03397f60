import { expect } from "chai";
import { createRegistry } from "../../src/runtime/registry.ts";
import { readExposition } from "../helpers/exposition.ts";

describe("the registry of numbers", () => {
  it("counts by labels, and tells of what never happened where there are none", async () => {
    const registry = createRegistry();
    const count = registry.counter({ name: "a_total", help: "First.", labels: ["kind", "outcome"] });
    registry.counter({ name: "b_total", help: "Second.", labels: [] });
    count(["x", "done"]);
    count(["x", "done"], 2);
    count(["x", "failed"]);
    expect(await registry.text()).to.equal(
      [
        "# HELP a_total First.",
        "# TYPE a_total counter",
        'a_total{kind="x",outcome="done"} 3',
        'a_total{kind="x",outcome="failed"} 1',
        "# HELP b_total Second.",
        "# TYPE b_total counter",
        "b_total 0",
        "",
      ].join("\n"),
    );
  });

  it("sorts values into buckets, each of which holds those before it", async () => {
    const registry = createRegistry();
    const observe = registry.histogram({ name: "s", help: "Seconds.", labels: ["route"] }, [0.1, 1]);
    for (const value of [0.05, 0.1, 0.5, 3]) observe(["a"], value);
    observe(["b"], 1);
    const { samples } = readExposition(await registry.text()).get("s") ?? { samples: [] };
    expect(samples.filter(({ labels }) => labels["route"] === "a").map(({ value }) => value)).to.deep.equal([
      2, 3, 4, 3.65, 4,
    ]);
    expect(samples.filter(({ labels }) => labels["route"] === "b").map(({ value }) => value)).to.deep.equal([
      0, 1, 1, 1, 1,
    ]);
  });

  it("reads what is asked for, and escapes what would break a line", async () => {
    const registry = createRegistry();
    registry.gauge({ name: "g", help: "Of\nmany \\ lines.", labels: ["what"] }, async () => [[['a "b"\\\nc'], 1e21]]);
    const text = await registry.text();
    expect(text.split("\n")[0]).to.equal("# HELP g Of\\nmany \\\\ lines.");
    expect(readExposition(text).get("g")?.samples).to.deep.equal([
      { name: "g", labels: { what: 'a "b"\\\nc' }, value: 1e21 },
    ]);
  });

  it("is read by a reader that takes nothing that is wrong", () => {
    const head = "# HELP a_total A.\n# TYPE a_total counter\n";
    for (const wrong of [
      "a_total 1\n",
      `${head}a_total 1`,
      `${head}a_total one\n`,
      `${head}b_total 1\n`,
      `${head}a_total{x=1} 1\n`,
      `${head}a_total{x="1"} 1\na_total{x="1"} 2\n`,
      `${head}a_total -1\n`,
      `${head}${head}`,
      `${head}\n`,
      '# HELP h H.\n# TYPE h histogram\nh_bucket{le="1"} 2\nh_bucket{le="+Inf"} 1\nh_sum 1\nh_count 1\n',
    ])
      expect(() => readExposition(wrong), wrong).to.throw();
    expect(readExposition(`${head}a_total{x="1"} 1\na_total{x="2"} 2.5e-7\n`).size).to.equal(1);
  });
});
