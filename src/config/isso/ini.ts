import type { Variables } from "../../config.ts";
import type { LineFault } from "../lines.ts";

/** A key of an INI file, where it stands, and its text; the lines of a long value are kept. */
export interface IniEntry {
  /** `section.key`, in small letters. */
  name: string;
  text: string;
  /** Counted from 1. */
  line: number;
}

const header = /^\[([^\]]+)\]\s*$/;
const assignment = /^([^=:]+?)\s*(?:[=:]\s*(.*))?$/;

/**
 * Reads an INI file as Python's ConfigParser does: `key = value` or `key: value`, values that go on in lines further to
 * the right, comments on lines of their own. `$NAME` and `${NAME}` are replaced by what the environment holds.
 */
export function readIni(text: string, environment: Variables): { entries: IniEntry[]; faults: LineFault[] } {
  const entries = new Map<string, IniEntry>();
  const faults: LineFault[] = [];
  let section: string | null = null;
  let open: { entry: IniEntry; indent: number } | null = null;

  for (const [i, raw] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    const line = i + 1;
    const words = raw.trim();
    if (words === "" || /^[#;]/.test(words)) continue;
    const indent = raw.search(/\S/);
    if (open && indent > open.indent) {
      open.entry.text += `\n${words}`;
      continue;
    }
    open = null;
    const named = header.exec(words)?.[1];
    if (named !== undefined) {
      section = named.trim().toLowerCase();
    } else if (section === null) {
      faults.push({ line, sentence: "stands before any [section]." });
    } else {
      const [, key = "", value = ""] = assignment.exec(words) ?? [];
      const entry = { name: `${section}.${key.toLowerCase()}`, text: value, line };
      const before = entries.get(entry.name);
      if (before) faults.push({ line, sentence: `sets [${section}] ${key} again, after line ${before.line}.` });
      else entries.set(entry.name, entry);
      open = { entry, indent };
    }
  }
  for (const entry of entries.values()) entry.text = expand(entry.text, environment).trim();
  return { entries: [...entries.values()], faults };
}

/** What the environment does not hold stays as it is written. */
function expand(text: string, environment: Variables): string {
  return text.replace(/\$(?:(\w+)|\{([^}]*)\})/g, (whole, plain?: string, braced?: string) => {
    return environment[plain ?? braced ?? ""] ?? whole;
  });
}
