import type { Author } from "../domain/author.ts";
import type { CommentPiece } from "../domain/content.ts";
import type { CommentLine } from "../importers/antiphon-lines.ts";

type Private = NonNullable<CommentLine["private"]>;

/** A comment as a line of our own format; `isPublic` leaves out what readers do not see. */
export function commentLineOf({ thread, comment, earlier }: CommentPiece, isPublic: boolean): CommentLine {
  const { emoji, unlisted, takenBack, plain, oldNumber, votes } = comment;
  const hidden = isPublic ? null : privateOf(comment, earlier);
  return {
    type: "comment",
    id: comment._id,
    thread: thread.key,
    number: comment.number,
    parent: comment.parent,
    state: comment.state,
    origin: comment.origin,
    author: authorOf(comment.author),
    text: comment.source.text,
    textType: comment.source.type,
    html: comment.html,
    lang: comment.lang,
    warning: comment.warning,
    attachments: comment.attachments,
    ...(emoji && emoji.length > 0 ? { emoji } : {}),
    createdAt: comment.createdAt.toISOString(),
    editedAt: comment.editedAt?.toISOString() ?? null,
    remote: comment.remote,
    ...(unlisted ? { unlisted } : {}),
    ...(takenBack ? { takenBack } : {}),
    ...(plain ? { withoutPictures: plain } : {}),
    ...(oldNumber === undefined ? {} : { oldNumber }),
    ...(votes && votes.up + votes.down > 0 ? { votes: { up: votes.up, down: votes.down } } : {}),
    reactions: comment.counts,
    ...(hidden && Object.keys(hidden).length > 0 ? { private: hidden } : {}),
  };
}

function authorOf(author: Author): CommentLine["author"] {
  if (author.kind === "visitor") {
    const { kind, name, website, face, ours } = author;
    return { kind, name, website, ...(face === undefined ? {} : { face }), ...(ours ? { ours } : {}) };
  }
  const { since, ...account } = author;
  return { ...account, ...(since ? { since: since.toISOString() } : {}) };
}

/** The hash of a mailbox is left out: it follows from the mailbox, and is another one on another node. */
function privateOf(
  { author, notify, issoVoters, hiddenBy, heldFor, spamSince, said, importedAlso }: CommentPiece["comment"],
  earlier: CommentPiece["earlier"],
): Private {
  const { email = null, hash = "", network } = author.kind === "visitor" ? author : {};
  return {
    ...(email === null ? {} : { email }),
    ...(email === null && hash !== "" ? { hash } : {}),
    ...(network === undefined ? {} : { network }),
    ...(notify ? { notify } : {}),
    ...(issoVoters ? { issoVoters } : {}),
    ...(hiddenBy === null ? {} : { hiddenBy }),
    ...(heldFor.length > 0 ? { heldFor } : {}),
    ...(spamSince ? { spamSince: spamSince.toISOString() } : {}),
    ...(said === undefined ? {} : { said }),
    ...(importedAlso && importedAlso.length > 0 ? { importedAlso } : {}),
    ...(earlier.length > 0
      ? { earlier: earlier.map((words) => ({ ...words, until: new Date(words.until).toISOString() })) }
      : {}),
  };
}
