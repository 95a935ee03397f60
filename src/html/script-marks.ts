import type { MarkdownIt, StateInline } from "markdown-it";

/** Lets Markdown know `H~2~O` and `x^2^`, as Isso's does: one word between two marks, with no markup of its own. */
export function addScriptMarks(markdown: MarkdownIt): void {
  markdown.inline.ruler.after("emphasis", "sub", ruleFor("~", "sub"));
  markdown.inline.ruler.after("emphasis", "sup", ruleFor("^", "sup"));
}

function ruleFor(mark: "~" | "^", tag: "sub" | "sup"): (state: StateInline, silent: boolean) => boolean {
  const marked = new RegExp(`\\${mark}([^\\s\\${mark}]+)\\${mark}(?!\\${mark})`, "y");
  return (state, silent) => {
    if (state.src[state.pos] !== mark || state.src[state.pos - 1] === mark) return false;
    marked.lastIndex = state.pos;
    const word = marked.exec(state.src)?.[1];
    if (word === undefined || marked.lastIndex > state.posMax) return false;
    if (!silent) {
      state.push(`${tag}_open`, tag, 1).markup = mark;
      state.push("text", "", 0).content = word;
      state.push(`${tag}_close`, tag, -1).markup = mark;
    }
    state.pos = marked.lastIndex;
    return true;
  };
}
