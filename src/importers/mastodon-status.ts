import type { Attachment } from "../domain/comment.ts";
import { untitledWarning } from "../domain/comment.ts";
import type { Draft } from "../domain/import.ts";
import { utcDate } from "./dates.ts";
import { commentDraft } from "./drafts.ts";
import { countIn, fieldsOf, listOf, textIn } from "./json-fields.ts";
import { accountOf, emojiIn, webAddress } from "./mastodon-account.ts";

export type Fields = Readonly<Record<string, unknown>>;

/** What must be as it is for everything else from the fediverse, so that nothing is here twice. */
export interface Fediverse {
  /** The id under which what lives at an address is stored; `origin` is that of this node. */
  place(address: string, origin: string | undefined): { id: string; isOurs: boolean };
  /** A text without the names at its front that only say whom it answers, by the addresses of their accounts. */
  withoutAddressees(html: string, accounts: readonly string[]): string;
  /** Whether somebody asks in these words about themselves that nothing of theirs is shown elsewhere. */
  optsOut(words: readonly string[]): boolean;
}

/** What is known of the ids of one server. */
export interface StatusIds {
  /** Where each post lives, by its id. */
  places: ReadonlyMap<string, string>;
  /** The ids of those that stand at the top, in the file or not. */
  openings: ReadonlySet<string>;
}

interface About {
  ids: StatusIds;
  thread: string;
  origin: string | undefined;
}

const maxAttachments = 4;
const mediaTypes: Record<string, string> = {
  image: "image/*",
  gifv: "video/*",
  video: "video/*",
  audio: "audio/*",
};
const maxAlt = 2000;

/** Makes posts comments, or says why they are none: only what is for everybody is taken. */
export function createStatusDraft(fediverse: Fediverse, { ids, thread, origin }: About) {
  return function statusDraft(status: Fields, isOpening: boolean): Draft {
    const uri = webAddress(status["uri"]);
    const label = textIn(status["url"]) || textIn(status["uri"]) || `post ${textIn(status["id"])}`;
    const left = (reason: string): Draft => ({ kind: "note", outcome: "left", reason, place: label });
    const audience = textIn(status["visibility"]);
    // Where it lies is no secret, what it says is: nothing but the address is named.
    if (audience !== "public" && audience !== "unlisted") return left("posts that are not for everybody");
    if (uri === null) return left("posts without an address of their own");
    const place = fediverse.place(uri, origin);
    if (place.isOurs) return left("comments that were written on this node");
    const account = fieldsOf(status["account"]);
    const author = accountOf(account, uri);
    if (author === null) return left("posts whose author's address the file does not tell");
    if (account["suspended"] === true || fediverse.optsOut(wordsAbout(account)))
      return left("posts of people who ask not to be shown elsewhere");
    const html = textIn(status["content"]);
    const warning = warningOf(status);
    const attachments = attachmentsOf(status);
    const emoji = emojiIn(status["emojis"], html, warning ?? "");
    const language = textIn(status["language"]);
    return commentDraft({
      id: place.id,
      label,
      thread,
      parent: isOpening ? null : parentOf(textIn(status["in_reply_to_id"])),
      state: "published",
      author: { name: author.name },
      source: { text: fediverse.withoutAddressees(html, isOpening ? [] : addresseesOf(status)), type: "text/html" },
      warning,
      createdAt: utcDate(textIn(status["created_at"])),
      editedAt: utcDate(textIn(status["edited_at"])),
      votes: { up: Math.max(0, countIn(status["favourites_count"])), down: 0 },
      isUnjudged: true,
      whole: {
        origin: "fediverse",
        author,
        lang: /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(language) ? language : null,
        attachments,
        ...(emoji.length > 0 ? { emoji } : {}),
        heldFor: [],
        hiddenBy: null,
        remote: { id: uri, url: webAddress(status["url"]) ?? uri },
        counts: { likes: 0, boosts: 0 },
        unlisted: audience === "unlisted",
        earlier: [],
      },
    });
  };

  function parentOf(id: string): string | null {
    if (id === "" || (ids.openings.has(id) && !ids.places.has(id))) return null;
    const uri = webAddress(ids.places.get(id));
    return uri === null ? `unknown ${id}` : fediverse.place(uri, origin).id;
  }
}

/** Mastodon names the one that is answered at the front; everybody else who is named stays. */
function addresseesOf(status: Fields): string[] {
  const answered = textIn(status["in_reply_to_account_id"]);
  return listOf(status["mentions"])
    .map(fieldsOf)
    .filter(({ id }) => answered !== "" && textIn(id) === answered)
    .map(({ url }) => textIn(url));
}

function wordsAbout(account: Fields): string[] {
  const fields = listOf(account["fields"]).map((field) => textIn(fieldsOf(field)["value"]));
  return [textIn(account["display_name"]), textIn(account["note"]), ...fields];
}

/** What is sensitive without words for it is folded away where it has no pictures, which are veiled by themselves. */
function warningOf(status: Fields): string | null {
  const said = textIn(status["spoiler_text"]).trim();
  if (said !== "") return said;
  return status["sensitive"] === true && listOf(status["media_attachments"]).length === 0 ? untitledWarning : null;
}

function attachmentsOf(status: Fields): Attachment[] {
  const isVeiled = status["sensitive"] === true && textIn(status["spoiler_text"]).trim() === "";
  return listOf(status["media_attachments"])
    .map(fieldsOf)
    .flatMap((media): Attachment[] => {
      const url = webAddress(media["remote_url"]) ?? webAddress(media["url"]);
      const mediaType = mediaTypes[textIn(media["type"])];
      if (url === null || mediaType === undefined) return [];
      const alt = textIn(media["description"]).slice(0, maxAlt);
      return [{ url, mediaType, alt, ...(isVeiled ? { sensitive: true } : {}) }];
    })
    .slice(0, maxAttachments);
}
