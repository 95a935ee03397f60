import { expect } from "chai";
import fc from "fast-check";
import { readActivity } from "../../../federation/incoming/activity.ts";
import { readActor } from "../../../federation/incoming/actor.ts";
import { audienceOf, narrower } from "../../../federation/incoming/audience.ts";
import { address, isJson, type Json, parseJson, time } from "../../../federation/incoming/json.ts";
import { stripMentions } from "../../../federation/incoming/mentions.ts";
import { readNote } from "../../../federation/incoming/note.ts";
import { readCavage } from "../../../federation/signature/cavage.ts";
import { readRfc9421 } from "../../../federation/signature/rfc9421.ts";
import { isProblem } from "../../../src/domain/problem.ts";

const runs = { numRuns: 500, seed: 2026 };
const now = new Date("2026-11-01T12:00:00Z");
const everyone = ["https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"];
const id = "https://honest.example/users/ada";

const addresses = fc.constantFrom(id, `${id}/followers`, "https://node.example/ap/actors/blog", "", "x", ...everyone);
const loose = fc.oneof(fc.anything({ withNullPrototype: false }), addresses, fc.array(addresses, { maxLength: 4 }));
const members = [
  ...["type", "actor", "object", "to", "cc", "bto", "bcc", "audience", "attributedTo", "inReplyTo", "content"],
  ...["contentMap", "summary", "name", "url", "attachment", "tag", "published", "updated", "mediaType", "inbox"],
  ...["endpoints", "publicKey", "preferredUsername", "webfinger", "icon", "sensitive", "oneOf", "anyOf"],
];
const document = fc
  .dictionary(fc.constantFrom(...members), loose, { maxKeys: 12 })
  .map((json): Json => ({ id, type: "Note", ...json }));

describe("readers of what comes in: whatever comes", () => {
  it("a note is read or is none, within its bounds", () => {
    fc.assert(
      fc.property(document, (json) => {
        const note = readNote(json);
        if (!note) return;
        expect(note.html.length).to.be.at.most(250_000);
        expect(note.attachments.length).to.be.at.most(4);
        expect(note.warning?.length ?? 0).to.be.at.most(500);
        expect(note.mentions.length).to.be.at.most(100);
        expect(/^https?:\/\//.test(note.url)).to.equal(true);
        expect(stripMentions(note.html, note.mentions, { is: () => true }).length).to.be.at.most(note.html.length);
      }),
      runs,
    );
  });

  it("an actor is read or is none, and always shows its own host", () => {
    fc.assert(
      fc.property(document, (json) => {
        const profile = readActor({ ...json, inbox: `${id}/inbox` }, now);
        if (!profile) return;
        expect(profile.handle.split("@").at(-1)).to.equal("honest.example");
        expect(new URL(profile.url).host).to.equal("honest.example");
        expect(profile.name.length).to.be.at.most(200);
        for (const key of profile.keys) expect(new URL(key.id).host).to.equal("honest.example");
      }),
      runs,
    );
  });

  it("an activity is read, or refused as invalid, with the actor it names", () => {
    fc.assert(
      fc.property(document, fc.constantFrom("Create", "Update", "Delete", "Undo", "Like", "Announce"), (json, type) => {
        try {
          const activity = readActivity({ ...json, type, actor: id });
          expect(activity.actor).to.equal(id);
        } catch (error) {
          if (!isProblem(error, "invalid")) throw error;
        }
      }),
      runs,
    );
  });

  it("nobody is everybody unless Public stands in to or cc, in so many words", () => {
    const audience = fc.record(
      Object.fromEntries(["to", "cc", "bto", "bcc", "audience"].map((name) => [name, loose])),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(audience, (json: Json) => {
        const named = [json["to"], json["cc"]]
          .flat()
          .map((one) => (isJson(one) ? (one["id"] ?? one["as:id"] ?? one["@id"]) : one));
        const open = named.some((one) => everyone.includes(one as string));
        const read = audienceOf(json);
        if (!open) expect(read).to.be.oneOf(["private", null]);
        else expect(read).to.be.oneOf(["public", "unlisted"]);
        expect(narrower(read, "private")).to.equal("private");
        expect(narrower("private", read)).to.equal("private");
      }),
      runs,
    );
  });

  it("a body is parsed, or refused as invalid", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string(), fc.uint8Array()), (body) => {
        try {
          expect(isJson(parseJson(Buffer.from(body as string)))).to.equal(true);
        } catch (error) {
          if (!isProblem(error, "invalid")) throw error;
        }
      }),
      runs,
    );
  });

  it("an address is one that can be parsed, whatever its host looks like", () => {
    const label = fc.constantFrom("256", "0x", "0x7f", "xn--a", "xn--", "a", "example", "1", "", "-", "com");
    const host = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join("."));
    fc.assert(
      fc.property(host, fc.constantFrom("", "/", "/x", "/@a?b#c"), (name, path) => {
        const read = address(`https://${name}${path}`);
        if (read !== null) expect(URL.canParse(read), read).to.equal(true);
      }),
      runs,
    );
    for (const host of ["256.256.256.256", "a.0x", "xn--a"]) expect(address(`https://${host}/x`)).to.equal(null);
  });

  it("a time is a date between 1990 and 9999, or none", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.date().map(String), fc.anything()), (value) => {
        const year = time(value)?.getUTCFullYear() ?? 2000;
        expect(year).to.be.within(1990, 9999);
      }),
      runs,
    );
  });

  it("signature headers of any text are read, or refused as unauthorized", () => {
    const pieces = fc.constantFrom(
      'keyId="',
      '"',
      "=",
      ",",
      "sig1=",
      "(",
      ")",
      ";created=",
      ":",
      "AAAA",
      "algorithm=",
      " ",
      "headers=",
    );
    const header = fc
      .array(fc.oneof(fc.string({ maxLength: 6 }), pieces), { maxLength: 20 })
      .map((all) => all.join(""));
    fc.assert(
      fc.property(header, header, header, (signature, input, digest) => {
        const headers = {
          signature,
          "signature-input": input,
          digest,
          "content-digest": digest,
          date: "x",
          host: "node.example",
        };
        const request = { method: "POST", target: "/inbox", headers, rawHeaders: [], body: Buffer.from("{}") };
        for (const read of [readCavage, readRfc9421]) {
          try {
            read(request, { origin: "https://node.example", now });
          } catch (error) {
            if (!isProblem(error, "unauthorized")) throw error;
          }
        }
      }),
      runs,
    );
  });
});
