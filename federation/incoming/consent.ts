import { namesPublic } from "./audience.ts";
import { isJson, type Json, many, member, text, typeOf } from "./json.ts";
import { plain } from "./plain.ts";

/** What somebody asks of whoever shows their words on the web (interop §3.3). */
export interface Wishes {
  /** Nothing of theirs is to be shown. */
  hidden: boolean;
  /** Nothing of theirs that is unlisted is. */
  hidesUnlisted: boolean;
  /** Search engines are to leave them out. */
  unsearchable: boolean;
}

/** GoToSocial's, Misskey's and Mastodon's ways of saying that nothing is for whoever is not signed in. */
const hiding = ["hidesToPublicFromUnauthedWeb", "_misskey_requireSigninToViewContents", "suspended"];
const optOut = /[#\uff03](noblog|nobots?)(?![\p{L}\p{N}_])/iu;
const optOutTag = /^[#\uff03]?(noblog|nobots?)$/iu;
const quiet = /\b(noindex|nosnippet|none)\b/i;
const maxParts = 100;

/** Reads the wishes of an actor: its flags, and the words and tags it describes itself with. */
export function wishesOf(actor: Json): Wishes {
  return {
    hidden: hiding.some((name) => member(actor, name) === true) || optsOut(actor),
    hidesUnlisted: member(actor, "hidesCcPublicFromUnauthedWeb") === true,
    unsearchable: member(actor, "indexable") === false || member(actor, "noindex") === true || wantsNotToBeFound(actor),
  };
}

/** Whether an object or actor says that not everybody may search it (FEP-268d), or speaks to robots (FEP-5e53). */
export function wantsNotToBeFound(object: Json): boolean {
  const searchers = member(object, "searchableBy");
  if (searchers !== undefined && searchers !== null && !namesPublic(searchers)) return true;
  return many(member(object, "xRobotsTag")).some((rule) => quiet.test(text(rule, 500) ?? ""));
}

/** `#noblog` or `#nobot` in the name, the words about oneself or the fields of a profile, written or as a tag. */
function optsOut(actor: Json): boolean {
  const fields = partsOf(actor, "attachment", { type: "PropertyValue", name: "value" });
  if (asksToBeLeftOut([member(actor, "name"), member(actor, "summary"), ...fields])) return true;
  const tags = partsOf(actor, "tag", { type: "Hashtag", name: "name" });
  return tags.some((tag) => optOutTag.test(text(tag, 100) ?? ""));
}

/** Whether somebody says `#noblog` or `#nobot` in any of these words about themselves. */
export function asksToBeLeftOut(words: readonly unknown[]): boolean {
  return words.some((value) => optOut.test(readable(value)));
}

function partsOf(actor: Json, list: string, part: { type: string; name: string }): unknown[] {
  return many(member(actor, list))
    .slice(0, maxParts)
    .flatMap((value) => (isJson(value) && typeOf(value) === part.type ? [member(value, part.name)] : []));
}

function readable(value: unknown): string {
  return plain(text(value, 20_000)).replace(/&(#35|#x23|num);/gi, "#");
}
