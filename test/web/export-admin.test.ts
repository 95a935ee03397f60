import { expect } from "chai";
import { createExporters } from "../../src/compose/exporters.ts";
import { importers } from "../../src/compose/importers.ts";
import type { Exporter } from "../../src/domain/exporter.ts";
import { createUploads } from "../../src/runtime/uploads.ts";
import { startWebNode, type WebNode } from "../helpers/web.ts";

/** One that never comes to its end by itself. */
function endless(onEnd: () => void): Exporter {
  const facts = { name: "endless", title: "Endless", use: "", ending: ".txt", mediaType: "text/plain" };
  return {
    ...facts,
    oneBlog: false,
    publicOnly: false,
    async *write() {
      try {
        for (;;) yield Buffer.alloc(65_536, "x");
      } finally {
        onEnd();
      }
    },
  };
}

describe("/admin/export", () => {
  let node: WebNode;
  let cookie: string;
  let csrf: string;
  let onEnd: () => void;
  beforeEach(async () => {
    onEnd = () => undefined;
    const uploads = createUploads({ store: "sqlite::memory:", importBytes: 0 });
    node = await startWebNode({
      carrying: {
        importers,
        exporters: [...createExporters(), endless(() => onEnd())],
        uploads,
        poke: () => undefined,
      },
    });
    ({ cookie, csrf } = await node.signIn());
    const anna = { kind: "visitor", name: "Anna", website: null, email: "anna@example.org", hash: "h" } as const;
    await node.put({ _id: "a", author: anna });
    await node.put({ _id: "b", state: "held", author: anna });
  });
  afterEach(() => node.close());

  const press = (fields: Record<string, string>) => node.post("/admin/export", { csrf, ...fields }, { cookie });

  it("hands out everything, or what readers see, as a download", async () => {
    expect(await (await node.get("/admin/export", { cookie })).text()).to.contain("Take everything along");
    const all = await press({ form: "antiphon", part: "all" });
    expect(all.headers.get("content-disposition")).to.equal('attachment; filename="comments-blog.example.ndjson"');
    expect(all.headers.get("cache-control")).to.contain("no-store");
    expect((await all.text()).match(/anna@example\.org/g)).to.have.lengthOf(2);
    const open = await press({ form: "antiphon", part: "public" });
    expect(open.headers.get("content-disposition")).to.contain("comments-blog.example-public.ndjson");
    expect(await open.text())
      .to.contain('"comments":1}')
      .and.not.contain("anna@example.org");
    const acts = (await node.world.audit.list({ act: "content.export" }, { limit: 9 })).items;
    expect(acts.map(({ detail }) => detail)).to.have.members(["what readers see", "with what is private"]);
  });

  it("says what is wrong on the page", async () => {
    const wrong = await press({ form: "papyrus", part: "all" });
    expect(wrong.status).to.equal(422);
    expect(await wrong.text()).to.contain("Choose a form.");
    expect(await (await press({ form: "antiphon", site: "?", part: "all" })).text()).to.contain(
      "There is no such blog.",
    );
  });

  it("breaks a download off that cannot be ended, so that nobody takes it for whole", async () => {
    let asked = 0;
    const { of } = node.world.histories;
    node.world.histories.of = (id) => (++asked === 2 ? Promise.reject(new Error("The disk is gone.")) : of(id));
    const read = press({ form: "antiphon", part: "all" }).then((answer) => answer.text());
    expect(await read.catch(() => "cut off")).to.equal("cut off");
  });

  it("lets a form tidy up where the browser goes away in the middle", async () => {
    const answer = await press({ form: "endless", part: "all" });
    expect(answer.status).to.equal(200);
    await new Promise<void>((resolve) => {
      onEnd = resolve;
      void answer.body?.cancel();
    });
  });

  it("takes no file where none may be brought", async () => {
    expect(await (await node.get("/admin/import", { cookie })).text()).to.contain("ANTIPHON_IMPORT_MB");
  });
});
