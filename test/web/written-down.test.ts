import { expect } from "chai";
import { type Act, acts } from "../../src/domain/audit.ts";
import { permits } from "../../src/web/admin/permits.ts";
import { readSources } from "../helpers/sources.ts";

/** By which acts the log has what each form of the owner's side does. */
const written: Readonly<Record<string, readonly Act[]>> = {
  "POST /bulk": ["comment.approve", "comment.hide", "comment.spam", "comment.delete"],
  "POST /undo": ["comment.undo"],
  "POST /comments/:id/block-person": ["block.add"],
  "POST /comments/:id/block-visitor": ["block.add"],
  "POST /comments/:id/block-network": ["block.add"],
  "POST /comments/:id/block-server": ["block.add"],
  "POST /comments/:id/block-words": ["block.add"],
  "POST /comments/:id/:action": [
    "comment.show",
    "comment.edit",
    "comment.pin",
    "comment.unpin",
    "report.dismiss",
    "report.send",
  ],
  "POST /commenter/rule": ["block.add", "block.change"],
  "POST /commenter/erase": ["commenter.erase"],
  "POST /server/rule": ["block.add", "block.change"],
  "POST /blocks": ["block.add"],
  "POST /blocks/listed": ["block.add", "block.remove"],
  "POST /blocks/remove": ["block.remove"],
  "POST /blocks/rule": ["block.change"],
  "POST /blocks/about/:comment": ["block.add"],
  "POST /blocks/lists": ["block.import"],
  "POST /posts/import": ["posts.import"],
  "POST /posts/publish": ["post.publish"],
  "POST /posts/withdraw": ["post.withdraw"],
  "POST /posts/level": ["level.thread"],
  "POST /settings": ["node.settings"],
  "POST /blogs": ["site.add"],
  "POST /blogs/:site/remove": ["site.remove"],
  "POST /blogs/:site/restore": ["site.restore"],
  "POST /settings/:site": ["site.settings"],
  "POST /settings/:site/push": ["push.settings"],
  "POST /settings/:site/push/secret": ["push.secret"],
  "POST /settings/:site/push/close": ["push.close"],
  "POST /writers": ["writer.add"],
  "POST /writers/remove": ["writer.remove"],
  "POST /threads/act": ["thread.merge", "thread.split", "thread.rename", "thread.alias", "thread.unalias"],
  "POST /threads/remap": ["thread.rename", "site.move"],
  "POST /threads/undo": ["thread.undo"],
  "POST /deliveries/retry": ["deliveries.retry"],
  "POST /deliveries/drop": ["deliveries.drop"],
  "POST /mail/letters": ["letters.change"],
  "POST /mail/feed": ["feed.open", "feed.close"],
  "POST /mail/retry": ["letter.retry"],
  "POST /mail/drop": ["letter.drop"],
  "POST /webhooks": ["webhook.add"],
  "POST /webhooks/resume": ["webhook.resume"],
  "POST /webhooks/remove": ["webhook.remove"],
  "POST /import/:id/begin": ["content.import"],
  "POST /export": ["content.export"],
  "POST /backups": ["backups.make"],
  "POST /people": ["person.invite"],
  "POST /people/:id/:action": ["person.link", "person.roles", "person.disable", "person.enable"],
  "POST /tokens": ["token.add"],
  "POST /tokens/remove": ["token.remove"],
  "POST /you/name": ["person.name"],
  "POST /you/mailbox": ["person.mailbox"],
  "POST /you/password": ["password.set"],
  "POST /you/password/remove": ["password.remove"],
  "POST /you/passkeys": ["passkey.add"],
  "POST /you/passkeys/name": ["passkey.name"],
  "POST /you/passkeys/remove": ["passkey.remove"],
  "POST /you/sessions/end": ["session.end"],
  "POST /you/sessions/end-others": ["session.end"],
};

/** What leaves nothing to be written down, and why. */
const unwritten: Readonly<Record<string, string>> = {
  "POST /posts/look": "has the node read now what it reads anyway",
  "POST /threads/look": "has the node ask now what it asks anyway",
  "POST /mail/test": "sends a letter that says nothing",
  "POST /webhooks/test": "sends a message that says nothing",
  "POST /import/file": "brings a file that nothing is done with yet",
  "POST /import/:id/look": "changes nothing",
  "POST /import/:id/again": "goes on with what was written down when it began",
  "POST /import/:id/drop": "throws a file away that was brought",
  "POST /logout": "ends one's own session",
};

describe("what is done on the owner’s side", () => {
  it("is written down form by form, or leaves nothing to be written down", () => {
    const forms = permits.map(({ route }) => route).filter((route) => route.startsWith("POST "));
    expect([...Object.keys(written), ...Object.keys(unwritten)]).to.have.members(forms);
  });

  it("is written down by acts that something writes, and there is no other act", () => {
    const texts = readSources(["src"]).filter(({ path }) => !path.startsWith("src/domain/"));
    const text = texts.map((source) => source.text).join("\n");
    // These are named after the decision itself.
    const decisions = ["approve", "hide", "show", "spam", "delete"].map((decision) => `comment.${decision}`);
    const isWritten = (act: string) => text.includes(`"${act}"`) || decisions.includes(act);
    expect(Object.keys(acts).filter((act) => !isWritten(act))).to.deep.equal([]);
  });
});
