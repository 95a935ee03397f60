import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { Sentence } from "../../domain/sentence.ts";
import { readText } from "./comment-text.ts";
import { readSelf } from "./visitor.ts";

/** What may be changed of a visitor's comment; what is left out stays. */
export interface NewWords {
  text: string;
  author?: string;
  website?: string;
}

/** The members that give a visitor's comment other words. Throws `invalid` with a sentence for each faulty field. */
export function changeWords(
  world: Pick<World, "html">,
  comment: Comment,
  words: NewWords,
): Pick<Comment, "source" | "html" | "renderer" | "author"> {
  const { text, fault } = readText(words.text);
  const { author, faults } = changeSelf(comment.author, words);
  if (fault) faults["text"] = fault;
  if (Object.keys(faults).length > 0) throw new Problem("invalid", Object.values(faults), { fields: faults });
  return {
    source: { text, type: "text/markdown" },
    html: world.html.fromMarkdown(text),
    renderer: world.html.renderer,
    author,
  };
}

function changeSelf(author: Comment["author"], words: NewWords) {
  if (author.kind !== "visitor") return { author, faults: {} as Record<string, Sentence> };
  const { name, website, faults } = readSelf({
    author: words.author ?? author.name,
    website: words.website ?? author.website ?? "",
  });
  return { author: { ...author, name, website }, faults };
}
