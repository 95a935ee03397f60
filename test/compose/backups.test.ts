import { expect } from "chai";
import { createTestClock } from "../helpers/clock.ts";
import { startNode } from "../helpers/composed-node.ts";

describe("backups of a node in memory", () => {
  for (const [called, env] of [
    ["the demo", {}],
    ["a blog", { ANTIPHON_SITE: "https://blog.example/" }],
  ] as const) {
    it(`are not asked of the owner where a folder for them is set: ${called}`, async () => {
      const node = await startNode(createTestClock(), { ANTIPHON_BACKUP_DIR: "/nowhere/backups", ...env });
      try {
        const token = new URL((await node.loginLink()) ?? "").searchParams.get("token") ?? "";
        const { cookie } = await node.send("/login", { token });
        const page = await (await fetch(`${node.url}/admin/backups`, { headers: { cookie } })).text();
        expect(page).to.contain("keeps everything in memory").and.not.contain("makes no backups by itself");
      } finally {
        await node.close();
      }
    });
  }
});
