import { expect } from "chai";
import type { Webhooks } from "../../../../src/domain/repos.ts";
import type { Webhook } from "../../../../src/domain/webhook.ts";
import { at, type Backend } from "../backend.ts";

const hook = (given: Partial<Webhook> & { _id: string }): Webhook => ({
  site: null,
  preset: "generic",
  name: "A program",
  url: "https://hook.example/in",
  secret: "whsec_c2VjcmV0",
  room: null,
  events: ["comment.held"],
  createdAt: at("12:00:00"),
  sentAt: null,
  failingSince: null,
  fault: null,
  stoppedAt: null,
  ...given,
});

/** Where messages to owners go. */
export function webhooksContract(backend: Backend): void {
  describe("webhooks", () => {
    let webhooks: Webhooks;
    afterEach(() => backend.release());
    beforeEach(async () => {
      webhooks = (await backend.store()).repos.webhooks;
    });

    it("are kept whole, the oldest first, until they are removed", async () => {
      await webhooks.add(hook({ _id: "late", createdAt: at("12:01:00"), site: "site", room: "!a:b" }));
      await webhooks.add(hook({ _id: "early" }));
      expect((await webhooks.list()).map(({ _id }) => _id)).to.deep.equal(["early", "late"]);
      expect(await webhooks.get("early")).to.deep.equal(hook({ _id: "early" }));
      expect(await webhooks.remove("early")).to.equal(true);
      expect(await webhooks.remove("early")).to.equal(false);
      expect(await webhooks.get("early")).to.equal(null);
    });

    it("change in parts, and stay away once they are gone", async () => {
      await webhooks.add(hook({ _id: "a" }));
      await webhooks.change("a", { failingSince: at("13:00:00"), fault: "Gone" });
      expect(await webhooks.get("a")).to.deep.equal(hook({ _id: "a", failingSince: at("13:00:00"), fault: "Gone" }));
      await webhooks.change("b", { fault: "Gone" });
      expect(await webhooks.get("b")).to.equal(null);
    });
  });
}
