import { expect } from "chai";
import type { Repos } from "../../../../src/domain/repos.ts";
import { aComment } from "../../../helpers/comment.ts";
import { at, type Backend } from "../backend.ts";

export function mailContract(backend: Backend): void {
  describe("mail", () => {
    let repos: Repos;
    afterEach(() => backend.release());
    beforeEach(async () => {
      repos = (await backend.store()).repos;
    });

    it("keeps what the owner of a mailbox said last", async () => {
      expect(await repos.mailboxes.get("box")).to.equal(null);
      await repos.mailboxes.set("box", "asked", at("10:00:00"));
      await repos.mailboxes.set("box", "confirmed", at("11:00:00"));
      const box = { _id: "box", state: "confirmed", at: at("11:00:00") };
      expect(await repos.mailboxes.get("box")).to.deep.equal(box);
    });

    it("forgets a mailbox, and one that is not there", async () => {
      await repos.mailboxes.set("box", "stopped", at("10:00:00"));
      await repos.mailboxes.forget("box");
      await repos.mailboxes.forget("box");
      expect(await repos.mailboxes.get("box")).to.equal(null);
    });

    it("notes on a comment whether its author hears of answers, and raises nothing", async () => {
      await repos.comments.add(aComment({ _id: "a", notify: true }));
      await repos.comments.setNotify("a", false);
      expect(await repos.comments.get("a")).to.deep.include({ notify: false, version: 1, owed: [] });
      await repos.comments.setNotify("gone", true);
      expect(await repos.comments.get("gone")).to.equal(null);
    });
  });
}
