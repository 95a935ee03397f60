import { keptAs, prefix } from "../reading/kept.ts";

/** What this browser keeps for the blog's site, and for it alone: drafts, keys, choices. */
export interface Kept {
  get(name: string): string;
  /** The words of what is kept. */
  list(name: string): string[];
  /** What is kept as JSON; the alternative where nothing is, or nothing that can be read. */
  read<T>(name: string, otherwise: T): T;
  /** Keeps a value; an empty one is forgotten. Where the browser keeps nothing, it lasts until the page is left. */
  set(name: string, value: string): void;
}

/** Opens what is kept, also where the browser forbids that. */
export function openKept(): Kept {
  const here = new Map<string, string>();
  const get = (name: string) => here.get(name) ?? keptAs(name);
  return {
    get,
    list: (name) => get(name).split(" ").filter(Boolean),
    read(name, otherwise) {
      try {
        return JSON.parse(get(name));
      } catch {
        return otherwise;
      }
    },
    set(name, value) {
      here.delete(name);
      try {
        if (value) localStorage.setItem(prefix + name, value);
        else localStorage.removeItem(prefix + name);
      } catch {
        here.set(name, value);
      }
    },
  };
}
