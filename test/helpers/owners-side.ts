import { owner } from "../../src/domain/moderator.ts";
import { createOwnTokens } from "../../src/usecases/door/api-tokens.ts";
import { createEditComment } from "../../src/usecases/moderate/edit-comment.ts";
import { createSetThreadLevels } from "../../src/usecases/moderate/set-level.ts";
import { readAddressMap } from "../../src/usecases/operate/address-map.ts";
import { createImportComments } from "../../src/usecases/operate/import-comments.ts";
import { createNoteArrival } from "../../src/usecases/push/note-arrival.ts";
import { createPushKeys } from "../../src/usecases/push/push-keys.ts";
import { createActOnThreads } from "../../src/usecases/threads/act-on-threads.ts";
import { createPlanRename } from "../../src/usecases/threads/plan-rename.ts";
import { createAuthenticator } from "./authenticator.ts";
import { settle, type TestNode } from "./composed-node.ts";
import { aDraft, aSource, aThreadDraft } from "./drafts.ts";

/**
 * Lets the owner, who is signed in by this cookie, do what leaves something behind: a passkey, a token, other words, a
 * level, an import and a thread at another address. Returns the token.
 */
export async function useOwnersSide(node: TestNode, cookie: string, page: string): Promise<string> {
  const { world } = node;
  const you = await (await fetch(`${node.url}/admin/you`, { headers: { cookie, accept: "text/html" } })).text();
  const wordIn = (pattern: RegExp) => pattern.exec(you)?.[1] ?? "";
  const challenge = wordIn(/data-passkey="create" data-challenge="([^"]+)"/);
  const answer = JSON.stringify(createAuthenticator(node.url).create(challenge));
  const csrf = wordIn(/name="csrf" value="([^"]+)"/);
  const added = await node.send("/admin/you/passkeys", { csrf, name: "My phone", answer }, cookie);
  if (added.status !== 303) throw new Error(`The passkey was not taken: ${added.status}`);

  const person = await world.moderators.get(owner.id);
  if (!person) throw new Error("Nobody owns the node.");
  const token = await createOwnTokens(world).make(person, { name: "A program", scopes: ["read"], days: 30 });

  const { _id } = await node.find("I think so.");
  await createEditComment(world)(_id, { text: "I think so. Really." }, owner);
  const [site] = await world.sites.all();
  const [thread] = await world.threads.among([(await node.find("I think so. Really.")).thread]);
  if (!site || !thread) throw new Error("There is no thread.");
  await createSetThreadLevels(world)(
    thread._id,
    { levels: { web: "hold", fediverse: "first" }, guestsStay: true, closeAfterDays: 30 },
    owner,
  );
  await createSetThreadLevels(world)(thread._id, { levels: {}, guestsStay: false, closeAfterDays: null }, owner);
  await world.sites.set(site._id, { levels: { web: "publish", fediverse: "publish" } });

  const author = { name: "Old Olga", website: "", email: "olga@mailbox.example", identity: "", face: null };
  const drafts = [
    aThreadDraft(),
    aDraft({ id: "brought", author, votes: { up: 2, down: 1 }, issoVoters: "AQID", notify: true }),
  ];
  const options = {
    site,
    map: readAddressMap("", site.home),
    check: false,
    dryRun: false,
    onProgress: () => undefined,
  };
  await createImportComments(world)(aSource(drafts), options);

  await createPushKeys(world).renew(site, owner);
  const at = world.clock.now();
  const arrival = {
    _id: "arrival",
    site: site._id,
    at,
    source: "ghost",
    event: "post.published",
    about: page,
  } as const;
  await createNoteArrival(world)(arrival, "done", "The post is known.");

  const plan = await createPlanRename(world)(page, `${page}-moved`);
  await createActOnThreads(world)(plan.planned, owner);
  await settle(node);
  return token;
}
