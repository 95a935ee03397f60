/** What is meant for the log of the operator, said for the owner. Keys are the sentences as they stand in the code. */
const plainWords: Readonly<Record<string, string>> = {
  "The actor is blocked.": "You blocked this person.",
  "The follower is blocked.": "You blocked this person or their server.",
  "Your server is blocked here.": "You blocked this server.",
  "Its author or their server is blocked.": "You blocked this person or their server.",
  "The author was blocked while it came in.": "You blocked this person or their server.",
  "An ancestor lies on a blocked server.": "It answers something on a server that you blocked.",
  "It is private.": "It is not meant for everybody, and only what everybody may read is shown here.",
  "It is a vote.": "It is a vote in a poll, and has no words.",
  "It is no post.": "It is nothing that can be shown as a comment.",
  "There is nothing in it.": "It was empty.",
  "It names nothing.": "It does not say what it is about.",
  "There is nothing to see in it.": "It has neither words nor pictures.",
  "It answers nothing.": "It is no answer to anything.",
  "It answers nothing of ours.": "It answers something that is not on this blog.",
  "It is about nothing of ours.": "It is about something that is not on this blog.",
  "It was forwarded, and is not about us.": "Another server passed it on, and it is not about this blog.",
  "It follows nobody of ours.": "Nobody here goes by that name.",
  "Nobody here can be followed by that name.": "Nobody here goes by that name.",
  "It is about nobody of ours.": "Nobody here goes by that name.",
  "It followed nobody of ours.": "Nobody here goes by that name.",
  "We hold nothing of that actor.": "Nothing by this person is here.",
  "We never had it, and it is old.": "It changes a comment that never reached us, and that is old.",
  "It is somebody else's profile.": "It speaks for somebody else.",
  "The profile cannot be read.": "What they say of themselves cannot be read.",
  "It was undone before it came, or asked anew.": "It was taken back before it reached us.",
  "It was undone before it came.": "It was taken back before it reached us.",
  "It was deleted before it came.": "Its author deleted it before it reached us.",
  "It was deleted while it came in.": "Its author deleted it at the moment it reached us.",
  "It was removed before.": "You or its author removed this comment before.",
  "It is not newer than what we have.": "The version here is as new, or newer.",
  "It changes nothing.": "The words are the same as before.",
  "Its author is gone.": "The account of its author is gone.",
  "The author of an ancestor is gone.": "It answers somebody whose account is gone.",
  "Its ancestors go in a circle.": "What it answers leads round in a circle.",
  "An ancestor is gone.": "What it answers is gone, or is not shown to us.",
  "An ancestor is no post.": "What it answers cannot be shown as a comment.",
  "An ancestor is not its author's own.": "What it answers names somebody else as its author.",
  "An ancestor is private.": "It answers something that is not meant for everybody.",
  "The note cannot be read.": "It cannot be read.",
  "It came before, under this very signature.": "The very same message reached us before.",
  "It carries no id.": "Its server shows something else in its place.",
  "It carries the id of another.": "Its server shows something else in its place.",
  "Its id leads elsewhere.": "Its server shows something else in its place.",
  "It carries the id of another server than it lies on.": "Its server shows something else in its place.",
  "It lies on our own address.": "It claims to come from here, and does not.",
  "It was moved to another server.": "It was moved to another server, which cannot speak for it.",
  "It is no ActivityStreams document.": "Its server does not show it to other servers.",
  "Only its author may publish, change or delete a post, and only who did something may undo it.":
    "Whoever sent it is neither its author nor the one who did it.",
  "Only its author may change a comment.": "Whoever sent it is not its author.",
  "Only its author may delete a comment.": "Whoever sent it is not its author.",
  "Only who reacted may take it back.": "Whoever sent it is not the one who did it.",
  "The activity's id lies on another server than its actor.": "It claims to come from another server than it does.",
  "That actor is ours, and does not write to us.": "It claims to come from here, and does not.",
  "That id is ours, and comes from nobody else.": "It claims to come from here, and does not.",
  "That key is ours.": "It claims to come from here, and does not.",
  "Your server sends more than we can look into; please slow down.": "Its server sent too much at once.",
  "Its body is not kept any more.": "It waited for so long that it was thrown away.",
  "The signature does not fit the key.": "The sender could not prove who they are.",
  "The signer's key cannot be found.": "The sender could not prove who they are.",
};

/** Sentences that name something, which are known by how they begin. */
const plainBeginnings: readonly (readonly [string, string])[] = [
  ["Your server sends", "Its server sent too much at once."],
  ["The servers of your domain", "Its server and others of its domain sent too much at once."],
  ["You send", "They sent too much at once."],
  ["We do not handle", "It is of a kind that this blog has no use for."],
  ["The key ", "The sender could not prove who they are."],
  ["The signature", "The sender could not prove who they are."],
  ["The body", "It cannot be read."],
  ["Its server answers", "Its server does not show it to us."],
  ["The inbox ", "Nobody is reached there any more."],
];

/** A server that does not want to hear from us. */
const refused = /^\S+ refuses it \(\d+\)/;

/** How a server answered, as numbers that mean something to servers. */
const answered = /\S+ answered (\d)\d\d\./;

/** What is only said to a server. */
const advice = /; please [^.]*(?=\.$)/;

/** A reason in plain words; one that is not in the table is plain already, but for what it asks of a server. */
export function plainly(reason: string): string {
  const exact = Object.hasOwn(plainWords, reason) ? plainWords[reason] : undefined;
  const known = exact ?? plainBeginnings.find(([beginning]) => reason.startsWith(beginning))?.[1];
  if (refused.test(reason)) return "It may have blocked this blog, or does not accept what strangers send.";
  return known ?? reason.replace(answered, spoken).replace(advice, "");
}

function spoken(_whole: string, kind: string): string {
  return kind === "5" ? "Its server is out of order." : "It was refused.";
}
