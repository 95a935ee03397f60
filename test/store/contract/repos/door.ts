import { expect } from "chai";
import type { ApiToken } from "../../../../src/domain/api-token.ts";
import type { Passkey } from "../../../../src/domain/passkey.ts";
import type { Person } from "../../../../src/domain/person.ts";
import type { Repos } from "../../../../src/domain/repos.ts";
import type { Session } from "../../../../src/domain/session.ts";
import type { Store } from "../../../../src/store/open.ts";
import { at, type Backend } from "../backend.ts";

const person = (given: Partial<Person> & { _id: string }): Person => ({
  name: given._id,
  grants: [{ site: null, role: "owner" }],
  createdAt: at("12:00:00"),
  disabledAt: null,
  ...given,
});

const session = (given: Partial<Session> & { _id: string }): Session => ({
  person: "anna",
  way: "link",
  browser: "Firefox on Linux",
  createdAt: at("12:00:00"),
  seenAt: at("12:00:00"),
  endsAt: at("18:00:00"),
  until: at("13:00:00"),
  ...given,
});

/** Who may sign in, and where they are signed in. */
export function doorContract(backend: Backend): void {
  let store: Store;
  let repos: Repos;
  const fresh = async () => {
    store = await backend.store();
    repos = store.repos;
  };
  const now = at("12:30:00");

  describe("moderators", () => {
    afterEach(() => backend.release());
    beforeEach(fresh);

    it("keeps people as they are, once, the longest there first", async () => {
      const old = person({ _id: "old", createdAt: at("11:00:00"), grants: [{ site: "site", role: "author" }] });
      expect(await repos.moderators.add(person({ _id: "new" }))).to.equal("added");
      expect(await repos.moderators.add(old)).to.equal("added");
      expect(await repos.moderators.add(person({ _id: "old" }))).to.equal("already");
      expect((await repos.moderators.all()).map(({ _id }) => _id)).to.deep.equal(["old", "new"]);
      expect(await repos.moderators.get("old")).to.deep.equal(old);
      expect(await repos.moderators.get("nobody")).to.equal(null);
    });

    it("changes what is named and leaves the rest", async () => {
      await repos.moderators.add(person({ _id: "anna" }));
      await repos.moderators.change("anna", { disabledAt: now, grants: [] });
      expect(await repos.moderators.get("anna")).to.deep.equal(person({ _id: "anna", disabledAt: now, grants: [] }));
      await repos.moderators.change("anna", { disabledAt: null });
      expect((await repos.moderators.get("anna"))?.disabledAt).to.equal(null);
    });
  });

  describe("sessions", () => {
    afterEach(() => backend.release());
    beforeEach(fresh);
    const ids = async (of = "anna") => (await repos.sessions.of(of, now)).map(({ _id }) => _id);

    it("knows a session until it ends, and lists somebody's, the last used first", async () => {
      await repos.sessions.add(session({ _id: "a" }));
      await repos.sessions.add(session({ _id: "b", seenAt: at("12:10:00") }));
      await repos.sessions.add(session({ _id: "over", until: now }));
      await repos.sessions.add(session({ _id: "c", person: "ben" }));
      expect(await repos.sessions.get("a", now)).to.deep.equal(session({ _id: "a" }));
      expect(await repos.sessions.get("over", now)).to.equal(null);
      expect(await ids()).to.deep.equal(["b", "a"]);
    });

    it("lasts longer once it is used", async () => {
      await repos.sessions.add(session({ _id: "a" }));
      await repos.sessions.seen("a", now, at("14:00:00"));
      expect(await repos.sessions.get("a", at("13:30:00"))).to.include({ _id: "a" });
      await store.sweep(at("14:00:00"));
      expect(await store.docs.sessions.countDocuments({})).to.equal(0);
    });

    it("is ended by whose it is alone, one by one or all but one", async () => {
      for (const _id of ["a", "b", "c"]) await repos.sessions.add(session({ _id }));
      await repos.sessions.add(session({ _id: "d", person: "ben" }));
      expect(await repos.sessions.end("a", "ben")).to.equal(false);
      expect(await repos.sessions.end("a", "anna")).to.equal(true);
      expect(await repos.sessions.endAll("anna", "c")).to.equal(1);
      expect(await ids()).to.deep.equal(["c"]);
      expect(await repos.sessions.endAll("anna", null)).to.equal(1);
      expect(await ids("ben")).to.deep.equal(["d"]);
    });
  });

  describe("passkeys", () => {
    afterEach(() => backend.release());
    beforeEach(fresh);
    const passkey = (given: Partial<Passkey> & { _id: string }): Passkey => ({
      person: "anna",
      name: given._id,
      publicKey: "KEY",
      counter: 0,
      createdAt: now,
      usedAt: null,
      ...given,
    });

    it("keeps each once, lists somebody's, changes and removes them", async () => {
      expect(await repos.passkeys.add(passkey({ _id: "b", createdAt: at("12:31:00") }))).to.equal("added");
      await repos.passkeys.add(passkey({ _id: "a" }));
      await repos.passkeys.add(passkey({ _id: "c", person: "ben" }));
      expect(await repos.passkeys.add(passkey({ _id: "a", person: "eve" }))).to.equal("already");
      await repos.passkeys.change("a", { counter: 3, usedAt: now });
      expect(await repos.passkeys.of("anna")).to.deep.equal([
        passkey({ _id: "a", counter: 3, usedAt: now }),
        passkey({ _id: "b", createdAt: at("12:31:00") }),
      ]);
      await repos.passkeys.remove("a");
      expect(await repos.passkeys.get("a")).to.equal(null);
      expect(await repos.passkeys.get("c")).to.deep.equal(passkey({ _id: "c", person: "ben" }));
    });
  });

  describe("tokens of programs", () => {
    afterEach(() => backend.release());
    beforeEach(fresh);
    const token = (given: Partial<ApiToken> & { _id: string }): ApiToken => ({
      person: "anna",
      name: given._id,
      scopes: ["read"],
      hint: "abcd",
      createdAt: at("12:00:00"),
      expiresAt: at("13:00:00"),
      usedAt: null,
      ...given,
    });

    it("keeps them until they end, and lets whose they are remove them", async () => {
      await repos.apiTokens.add(token({ _id: "a" }));
      await repos.apiTokens.add(token({ _id: "over", expiresAt: now }));
      await repos.apiTokens.add(token({ _id: "b", person: "ben" }));
      await repos.apiTokens.used("a", now);
      expect(await repos.apiTokens.get("a", now)).to.deep.equal(token({ _id: "a", usedAt: now }));
      expect(await repos.apiTokens.get("over", now)).to.equal(null);
      expect((await repos.apiTokens.of("anna", now)).map(({ _id }) => _id)).to.deep.equal(["a"]);
      expect(await repos.apiTokens.remove("a", "ben")).to.equal(false);
      expect(await repos.apiTokens.remove("a", "anna")).to.equal(true);
      await store.sweep(at("13:00:00"));
      expect(await store.docs.apiTokens.countDocuments({})).to.equal(0);
    });
  });
}
