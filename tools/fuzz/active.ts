import { Parser } from "htmlparser2";

const acting = new Set([
  "script",
  "style",
  "iframe",
  "object",
  "embed",
  "svg",
  "math",
  "form",
  "input",
  "button",
  "base",
]);

/** What in some markup could act by itself, where strangers' words stand alone: tags, handlers, addresses of scripts. */
export function activeIn(markup: string): string[] {
  const found: string[] = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      if (acting.has(name)) found.push(`<${name}>`);
      found.push(...actingAttributes(attributes));
    },
  });
  parser.end(markup);
  return found;
}

/** The same for a whole page of ours, whose own forms and scripts carry no canary. */
export function canariesIn(page: string): string[] {
  const found: string[] = [];
  let open = "";
  const parser = new Parser({
    onopentag(name, attributes) {
      open = name;
      for (const fault of actingAttributes(attributes)) if (fault.includes("CANARY")) found.push(fault);
    },
    ontext(text) {
      if (open === "script" && text.includes("CANARY")) found.push("CANARY in a script");
    },
    onclosetag() {
      open = "";
    },
  });
  parser.end(page);
  return found;
}

function actingAttributes(attributes: Record<string, string>): string[] {
  return Object.entries(attributes)
    .filter(
      ([name, value]) =>
        /^on/i.test(name) || (/^(href|src|action)$/.test(name) && /^\s*(javascript|data|vbscript):/i.test(value)),
    )
    .map(([name, value]) => `${name}=${value}`);
}
