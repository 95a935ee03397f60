import { expect } from "chai";
import type { BackupDesk } from "../../src/domain/backup.ts";
import { startWebNode, type WebNode } from "../helpers/web.ts";

describe("/admin/backups", () => {
  let node: WebNode;
  let poked: number;
  const desk: BackupDesk = {
    plan: { everyMs: 86_400_000, keep: { h: 0, d: 7, w: 4, m: 6, y: 0 } },
    poke: () => void poked++,
    shelf: {
      folder: "/var/backups/<antiphon>",
      list: async () => [
        {
          name: "antiphon-2026-11-01T030000Z.v2.db",
          at: new Date("2026-11-01T03:00:00Z"),
          version: 2,
          bytes: 1_234_567,
        },
      ],
      make: () => Promise.reject(new Error("not asked for in this test")),
      remove: async () => undefined,
      noteErasures: async () => undefined,
    },
  };
  beforeEach(() => {
    poked = 0;
  });
  afterEach(() => node.close());

  const page = async (cookie: string) => (await node.get("/admin/backups", { cookie })).text();

  it("says how to have some where the node makes none", async () => {
    node = await startWebNode();
    const { cookie } = await node.signIn();
    expect(await page(cookie))
      .to.contain("ANTIPHON_BACKUP_DIR")
      .and.not.contain("Back up now");
  });

  for (const [demo, then] of [
    [true, "a blog of yours"],
    [false, "ANTIPHON_STORE"],
  ] as const) {
    it(`says that a store in memory is not backed up, and asks for nothing that is set, ${demo ? "in the demo" : "elsewhere"}`, async () => {
      node = await startWebNode({ demo, backups: "in memory" });
      const { cookie } = await node.signIn();
      expect(await page(cookie))
        .to.contain("there is nothing to back up")
        .and.contain(then)
        .and.not.contain("makes no backups by itself")
        .and.not.contain("Back up now");
    });
  }

  it("tells of the last, its size, the next, and all that are kept", async () => {
    node = await startWebNode({ backups: desk });
    const { cookie } = await node.signIn();
    expect(await page(cookie)).to.contain("none yet");
    const last = { name: "x", at: "2026-11-01T03:00:00.000Z", bytes: 1_234_567, documents: 1234 };
    await node.world.settings.set("backups", { last, fault: null });
    const html = await page(cookie);
    expect(html).to.contain("1.2 MB, 1,234 documents").and.contain("antiphon-2026-11-01T030000Z.v2.db");
    expect(html).to.contain('datetime="2026-11-02T03:00:00.000Z"').and.contain("/var/backups/&lt;antiphon&gt;");
    expect(html).to.not.contain("No backup could be made");
  });

  it("says since when none can be made, and why", async () => {
    node = await startWebNode({ backups: desk });
    const { cookie } = await node.signIn();
    const at = "2026-11-01T03:00:00.000Z";
    await node.world.settings.set("backups", { last: null, fault: { at, since: at, reason: "The disk is <full>." } });
    expect(await page(cookie))
      .to.contain("No backup could be made since")
      .and.contain("The disk is &lt;full&gt;.");
  });

  it("has one made at once, and writes down who asked", async () => {
    node = await startWebNode({ backups: desk });
    const { cookie, csrf } = await node.signIn();
    const answer = await node.post("/admin/backups", { csrf }, { cookie });
    expect([answer.status, answer.headers.get("location"), poked]).to.deep.equal([303, "/admin/backups?done=begun", 1]);
    const acts = (await node.world.audit.list({}, { limit: 9 })).items.map(({ act }) => act);
    expect(acts).to.include("backups.make");
  });

  it("is for owners of the whole node", async () => {
    node = await startWebNode({ backups: desk });
    const { cookie, csrf } = await node.signIn({ name: "Mo", grants: [{ site: "site", role: "owner" }] });
    expect((await node.get("/admin/backups", { cookie })).status).to.equal(403);
    expect((await node.post("/admin/backups", { csrf }, { cookie })).status).to.equal(403);
    expect(poked).to.equal(0);
  });
});
