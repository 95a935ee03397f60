import { expect } from "chai";
import { createAddresses } from "../../federation/addresses.ts";
import { type Claimed, claimOf, createAuthenticate, type Via } from "../../federation/authenticate.ts";
import { readActivity, type Thing } from "../../federation/incoming/activity.ts";
import { ourOrigin } from "../helpers/inbox-node.ts";

const ada = "https://a.example/users/ada";
const eve = "https://a.example/users/eve";
const mallory = "https://evil.example/users/mallory";
const note = "https://a.example/notes/1";
const elsewhere = "https://evil.example/notes/1";
const ours = `${ourOrigin}/ap/comments/abc`;
const ourBlog = `${ourOrigin}/ap/actors/blog`;

const signed: Via = { kind: "signed", by: ada };
const within: Via = { kind: "within", owner: ada };
const fetched: Via = { kind: "fetched", from: note };
const relayed: Via = { kind: "relayed" };

type Row = [what: string, id: string | null, owners: string[] | null, verdict: string | RegExp];

/** What comes out for each way in: `trusted OWNER`, `fetch ID`, or the sentence of a refusal. */
const table: { via: Via; rows: Row[] }[] = [
  {
    via: signed,
    rows: [
      ["an activity of the signer's", `${ada}#likes/1`, [ada], `trusted ${ada}`],
      ["one without an id", null, [ada], `trusted ${ada}`],
      ["one whose actor is spelled in another way", note, ["HTTPS://A.example:443/users/ada"], `trusted ${ada}`],
      ["one whose actor differs by a slash", note, [`${ada}/`], `fetch ${note}`],
      ["one whose actor differs by case", note, ["https://a.example/users/Ada"], `fetch ${note}`],
      ["one that was forwarded for a neighbour", note, [eve], `fetch ${note}`],
      ["one that was forwarded for a stranger", elsewhere, [mallory], `fetch ${elsewhere}`],
      ["one that was forwarded without an id", null, [mallory], "fetch null"],
      ["an id on another server", elsewhere, [ada], /another server than its actor/],
      ["an id on another port", "https://a.example:8443/1", [ada], /another server/],
      ["an id over http", "http://a.example/1", [ada], /another server/],
      ["an id on a subdomain", "https://x.a.example/1", [ada], /another server/],
      ["an id on a host that begins alike", "https://a.example.evil.example/1", [ada], /another server/],
      ["an id with a user name before the host", "https://a.example@evil.example/1", [ada], /another server/],
      ["an id of ours", ours, [ada], /id is ours/],
      ["an id of ours, spelled in another way", "https://NODE.example:443/ap/comments/abc", [ada], /id is ours/],
      ["an actor of ours", note, [ourBlog], /actor is ours/],
    ],
  },
  {
    via: within,
    rows: [
      ["a note by the actor", note, [ada], `trusted ${ada}`],
      ["a note by the actor, who is spelled in another way", note, ["https://A.EXAMPLE/users/ada"], `trusted ${ada}`],
      ["a note that names no author", note, [], `trusted ${ada}`],
      ["something that has no id and no author", null, [], `trusted ${ada}`],
      ["something without an id by somebody else", null, [eve], /Only its author/],
      ["a note by a neighbour", note, [eve], /Only its author/],
      ["a note by two authors", note, [ada, eve], /Only its author/],
      ["a note by an author of another server", note, [mallory], /Only its author/],
      ["a note on another server", elsewhere, [ada], /Only its author/],
      ["a note with an id of ours", ours, [ada], /id is ours/],
      ["a note by an actor of ours", note, [ourBlog], /actor is ours/],
      ["the actor, by their id alone", ada, null, `trusted ${ada}`],
      ["a note, by its id alone", note, null, `fetch ${note}`],
      ["a note on another server, by its id alone", elsewhere, null, /Only its author/],
      ["an actor of the same server", eve, [eve], /Only its author/],
    ],
  },
  {
    via: fetched,
    rows: [
      ["a note by somebody of its server", note, [ada], `trusted ${ada}`],
      ["a note under another path of its server", `${note}/x`, [ada], `trusted ${ada}`],
      ["a note by one author, named twice", note, [ada, "https://A.example/users/ada"], `trusted ${ada}`],
      ["a note with the id of another server", elsewhere, [mallory], /another server than it lies on/],
      ["a note by an author of another server", note, [mallory], /another server, or several/],
      ["a note by two authors", note, [ada, eve], /several/],
      ["a note by no author", note, [], /whose it is/],
      ["a note that says nothing of authors", note, null, /whose it is/],
      ["a note without an id", null, [ada], /another server than it lies on/],
      ["a note with an id of ours", ours, [ada], /id is ours/],
      ["a note by an actor of ours", note, [ourBlog], /actor is ours/],
    ],
  },
  {
    via: relayed,
    rows: [
      ["a note given whole", note, [ada], `fetch ${note}`],
      ["a note by its id", note, null, `fetch ${note}`],
      ["something without an id", null, [ada], "fetch null"],
      ["something of ours", ours, null, /id is ours/],
    ],
  },
];

describe("what is authentic", () => {
  const authenticate = createAuthenticate(createAddresses(ourOrigin));
  const judge = (claimed: Claimed, via: Via): string => {
    const verdict = authenticate(claimed, via);
    if (verdict.kind === "refused") return verdict.reason;
    return verdict.kind === "trusted" ? `trusted ${verdict.owner}` : `fetch ${verdict.id}`;
  };

  for (const { via, rows } of table) {
    for (const [what, id, owners, verdict] of rows) {
      it(`${via.kind}: ${what}`, () => {
        const said = judge({ id, owners }, via);
        if (typeof verdict === "string") expect(said).to.equal(verdict);
        else expect(said).to.match(verdict);
      });
    }
  }

  it("reads from each thing in an activity what it says of itself", () => {
    const things = [
      { type: "Note", id: note, attributedTo: [ada, { id: eve, type: "Person" }] },
      { type: "Person", id: ada },
      { type: "Like", id: note, actor: eve, object: note },
      { type: "Tombstone", id: note },
      note,
    ];
    const claims = things.map((object) => {
      const activity = readActivity({ type: "Undo", actor: ada, object });
      return "thing" in activity ? claimOf(activity.thing as Thing) : null;
    });
    expect(claims).to.deep.equal([
      { id: note, owners: [ada, eve] },
      { id: ada, owners: [ada] },
      { id: note, owners: [eve] },
      { id: note, owners: null },
      { id: note, owners: null },
    ]);
  });
});
