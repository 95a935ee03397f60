import { expect } from "chai";
import fc from "fast-check";
import { readActivity } from "../../../federation/incoming/activity.ts";
import { audienceOf, isOpen } from "../../../federation/incoming/audience.ts";
import { isProblem } from "../../../src/domain/problem.ts";

describe("reading whatever comes in", () => {
  it("never reads an audience without Public as public, whatever its shape", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (to, cc) => {
        fc.pre(!/Public/.test(JSON.stringify([to, cc])));
        expect(isOpen(audienceOf({ to, cc }))).to.not.equal(true);
      }),
    );
  });

  it("reads any JSON object into an activity or refuses it as invalid, and never with another actor", () => {
    const types = fc.constantFrom(
      "Create",
      "Update",
      "Delete",
      "Undo",
      "Like",
      "Announce",
      "Follow",
      "Block",
      "Add",
      7,
    );
    const actor = "https://mastodon.example/users/ada";
    fc.assert(
      fc.property(types, fc.jsonValue(), fc.jsonValue(), (type, object, extra) => {
        try {
          const activity = readActivity({ type, actor, object, to: extra, id: extra });
          expect(activity.actor).to.equal(actor);
        } catch (error) {
          expect(isProblem(error, "invalid")).to.equal(true);
        }
      }),
    );
  });
});
