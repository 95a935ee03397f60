import { type Finding, fail, ok, warn } from "../../src/domain/finding.ts";
import { hasWords } from "../incoming/content.ts";
import type { Json } from "../incoming/json.ts";
import { typeOf } from "../incoming/json.ts";
import { type Note, readNote } from "../incoming/note.ts";
import { sameOrigin } from "../origin.ts";

/** Holds a post or comment against what servers ask of one; null instead of the note when it cannot be read. */
export function judgeNote(json: Json): { note: Note | null; findings: Finding[] } {
  const note = readNote(json);
  if (!note) return { note, findings: [fail("object", "has no id that can be used.")] };
  const published = note.published === null ? "" : `, published ${note.published.toISOString()}`;
  return {
    note,
    findings: [
      ok("object", `${typeOf(json)} ${note.id}${published}.`),
      judgeAuthor(note),
      judgeAudience(note),
      judgeWords(note),
    ],
  };
}

function judgeAuthor({ id, authors }: Note): Finding {
  const [author] = authors;
  if (author === undefined) return fail("author", "is not named: nobody can be believed to have written it.");
  if (authors.some((one) => one !== author)) return fail("author", "several are named, and only one can sign for it.");
  if (!sameOrigin(author, id)) return fail("author", `${author} lives on another server than the object.`);
  return ok("author", `${author}.`);
}

function judgeAudience({ audience }: Note): Finding {
  if (audience === "public") return ok("audience", "everybody.");
  if (audience === "unlisted") return ok("audience", "everybody who comes by (unlisted).");
  if (audience === null) return fail("audience", "none is named, so it counts as private and is not shown.");
  return warn("audience", "followers or single people: it is private, and never stored or shown here.");
}

function judgeWords(note: Note): Finding {
  if (note.vote) return warn("words", "it is a vote in a poll, not a comment.");
  const attached = note.attachments.length > 0 ? `, ${note.attachments.length} attached` : "";
  const language = note.lang === null ? "" : ` in “${note.lang}”`;
  if (!hasWords(note.html) && attached === "") return warn("words", "there is nothing to see in it.");
  const warned = note.warning === null ? "" : `, behind the warning “${note.warning}”`;
  return ok("words", `${note.html.length} characters of ${note.type}${language}${warned}${attached}.`);
}
