import { expect } from "chai";
import { owner } from "../../src/domain/moderator.ts";
import { createOwnTokens } from "../../src/usecases/door/api-tokens.ts";
import { createPeople } from "../../src/usecases/door/people.ts";
import { createTestClock } from "../helpers/clock.ts";
import { settle } from "../helpers/composed-node.ts";
import { type OwnerMail, startOwnerMail } from "../helpers/owner-mail.ts";

const subject = "How somebody signs in to your comments";

describe("people of the owner’s side", () => {
  let own: OwnerMail;
  afterEach(() => own?.close());

  /** Who got letters about ways in since the last look, and what they begin with. */
  async function letters(): Promise<string[]> {
    await settle(own.node);
    return own.mail.letters
      .splice(0)
      .filter((letter) => letter.subject === subject)
      .map(({ to, text = "" }) => `${[to].flat()[0]?.text}: ${text.split(/(?<=[.]) /)[0]?.trim()}`)
      .sort();
  }

  async function enter(link: string): Promise<{ cookie: string; csrf: string }> {
    const { cookie } = await own.node.send("/login", { token: new URL(link).searchParams.get("token") ?? "" });
    const you = await (await fetch(`${own.node.url}/admin/you`, { headers: { cookie, accept: "text/html" } })).text();
    return { cookie, csrf: /name="csrf" value="([^"]+)"/.exec(you)?.[1] ?? "" };
  }

  it("are told by mail of changed ways in, and nobody can take these letters away in silence", async () => {
    own = await startOwnerMail(createTestClock());
    const { cookie, csrf } = await enter(await own.node.loginLink());
    expect(await letters(), "where letters about comments go").to.deep.equal([
      "me@mail.example: The owner signed in by a login link (A browser).",
    ]);
    const choose = (mailbox: string) => own.node.send("/admin/you/mailbox", { csrf, mailbox }, cookie);
    expect((await choose("no mailbox")).status).to.equal(422);
    expect((await choose("ada@mail.example")).location).to.equal("/admin/you?done=mailbox");
    expect(await letters()).to.deep.equal([
      "ada@mail.example: From now on you are written to here when a way in of the owner is changed.",
    ]);
    const me = await own.node.world.moderators.get(owner.id);
    if (!me) throw new Error("Nobody owns the node.");
    await createOwnTokens(own.node.world).make(me, { name: "A program", scopes: ["read"], days: 30 });
    expect(await letters()).to.deep.equal([
      "ada@mail.example: The owner made a token for programs called “A program” (read).",
    ]);
    const sites = await own.node.world.sites.all();
    const grants = [{ site: sites[0]?._id ?? "", role: "moderator" as const }];
    const people = createPeople(own.node.world);
    const mo = await people.invite({ name: "Mo", grants }, owner);
    const asMo = await enter(`${own.node.url}/login?token=${mo.token}`);
    expect(await letters()).to.deep.equal(["ada@mail.example: The owner invited Mo as moderator of A blog."]);
    await own.node.send("/admin/you/mailbox", { csrf: asMo.csrf, mailbox: "mo@mail.example" }, asMo.cookie);
    await letters();
    await people.setGrants(mo.person._id, [{ site: null, role: "owner" }], owner);
    expect(await letters(), "both").to.deep.equal([
      "ada@mail.example: The owner changed what Mo is: moderator of A blog; now owner of all.",
      "mo@mail.example: The owner changed what Mo is: moderator of A blog; now owner of all.",
    ]);
    await choose("thief@mail.example");
    expect(await letters()).to.deep.equal([
      "ada@mail.example: Letters about how the owner signs in come here no longer.",
      "thief@mail.example: From now on you are written to here when a way in of the owner is changed.",
    ]);
    const log = await own.node.world.audit.list({ act: "person.mailbox" }, { limit: 9 });
    expect(log.items).to.have.length(3);
    expect(JSON.stringify(log.items)).to.not.contain("@mail.example");
  });

  it("are told nothing where no mail server is set", async () => {
    own = await startOwnerMail(createTestClock(), {
      ANTIPHON_SMTP: "",
      ANTIPHON_MAIL_FROM: "",
      ANTIPHON_OWNER_MAIL: "",
    });
    const { cookie } = await enter(await own.node.loginLink());
    const you = await fetch(`${own.node.url}/admin/you`, { headers: { cookie, accept: "text/html" } });
    expect(await you.text()).to.not.contain('name="mailbox"');
    expect(await own.node.world.jobs.count()).to.include({ failed: 0 });
    expect(await letters()).to.deep.equal([]);
  });
});
