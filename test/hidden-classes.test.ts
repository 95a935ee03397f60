import { setFlagsFromString } from "node:v8";
import { expect } from "chai";
import { openBudget } from "../federation/fetch-budget.ts";
import { readActivity } from "../federation/incoming/activity.ts";
import { createActorKeys } from "../federation/keys.ts";
import { digestOf, signedHeaders } from "../federation/signature/sign.ts";
import { startDeadline } from "../src/net/deadline.ts";
import { withFace } from "../src/usecases/visit/visitor.ts";
import { viewFace } from "../src/web/comment-view.ts";
import type { Links } from "../src/web/links.ts";
import { mira } from "./helpers/comment.ts";
import { fixedKey } from "./helpers/fixed-keys.ts";

/** Whether the engine made one hidden class for both, and none of those that are tables. */
type Alike = (one: object, other: object) => boolean;

/** The engine's own words stay allowed: it may forget what it compiled, and reads the text once more then. */
function engineSays(): Alike {
  setFlagsFromString("--allow-natives-syntax");
  return new Function("one", "other", "return %HaveSameMap(one, other) && %HasFastProperties(one)") as Alike;
}

/*
 * What is made for each reply, delivery, comment or line of a page: if each had a hidden class of its own, every one of
 * them would cost microseconds and memory that only the slow collector gives back (docs/decisions/0089).
 */
describe("hidden classes", () => {
  const alike = engineSays();
  const now = new Date("2026-11-01T12:00:00Z");
  const url = new URL("https://far.example/inbox");
  const { private: privateKey, pem: publicPem } = fixedKey("rsa-2048", "https://near.example/key");
  const post = { method: "POST", url, date: now, digest: digestOf("{}"), contentType: "application/json" } as const;
  const sign = () => signedHeaders({ keyId: "https://near.example/key", privateKey }, post);
  const pair = {
    name: "main-key",
    publicPem,
    privatePem: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
  };
  const succession = async () => ({ current: pair, next: null });
  const world = { clock: { now: () => now } };
  const keys = createActorKeys({ ...world, keys: { succession } } as never, { key: () => "https://near.example/key" });
  const links = { portrait: () => null } as unknown as Links;
  const visitor = { kind: "visitor", name: "Anna", website: null, email: null, hash: "network" } as const;

  const makers: Record<string, () => object | Promise<object>> = {
    "the headers of a signed delivery": sign,
    "the key that it is signed with": () => keys.of("blog"),
    "the deadline of a request": () => startDeadline(1),
    "an activity that is read": () => readActivity({ type: "Create", actor: "https://far.example/a", object: [] }),
    "the budget of an activity": () => openBudget(world as never),
    "the face of a comment": () => viewFace(links, mira),
    "a visitor with a face": () => withFace({ secrets: { sign: () => "c2lnbmVk" } } as never, visitor),
  };

  for (const [name, make] of Object.entries(makers)) {
    it(`are the same for ${name}, each time it is made`, async () => {
      // The engine settles on how it makes them when it has made some.
      for (let i = 0; i < 100; i++) await make();
      expect(alike(await make(), await make())).to.equal(true);
    });
  }
});
