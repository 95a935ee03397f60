import { keptAs, prefix } from "../reading/kept.ts";

/** What this browser keeps for the blog's site, and for it alone: drafts, keys, choices. */
export interface Kept {
  get(name: string): string;
  /** Keeps a value; an empty one is forgotten. Where the browser keeps nothing, it lasts until the page is left. */
  set(name: string, value: string): void;
}

/** Opens what is kept, also where the browser forbids that. */
export function openKept(): Kept {
  const here = new Map<string, string>();
  return {
    get: (name) => here.get(name) ?? keptAs(name),
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
