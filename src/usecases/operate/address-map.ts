import { pageKey, parseWebUrl } from "../../domain/address.ts";
import { Problem } from "../../domain/problem.ts";

/** Where an old address leads: to a new one, nowhere on purpose (null), or there is no rule for it (undefined). */
export type AddressMap = (address: URL) => URL | null | undefined;

interface Prefix {
  from: string;
  to: string | null;
  /** The rest of an address is put behind the new one. */
  keepsRest: boolean;
}

/** The map of those who bring none. */
export const noMap: AddressMap = () => undefined;

/**
 * Reads a map of addresses: a line for each, `OLD NEW`, both whole addresses or paths of the blog. `OLD* NEW*` is for all
 * that start so; `-` in the place of a new one leaves the page out; `#` starts a remark. A whole address goes before a
 * beginning, a longer beginning before a shorter one; http and https are alike. Throws `invalid`, naming each faulty line.
 */
export function readAddressMap(text: string, home: string): AddressMap {
  const pages = new Map<string, URL | null>();
  const prefixes: Prefix[] = [];
  const faults: string[] = [];
  for (const [i, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    const words = line.trim().split(/\s+/).filter(Boolean);
    if (words.length === 0 || line.trim().startsWith("#")) continue;
    try {
      enter(words);
    } catch (error) {
      faults.push(`  line ${i + 1}: ${error instanceof Problem ? error.message : String(error)}`);
    }
  }
  if (faults.length > 0) throw new Problem("invalid", ["The map cannot be understood:", ...faults].join("\n"));
  prefixes.sort((a, b) => b.from.length - a.from.length);

  return (address) => {
    const page = pages.get(pageKey(address));
    if (page !== undefined) return page;
    const bare = withoutScheme(address.href);
    const prefix = prefixes.find(({ from }) => bare.startsWith(from));
    if (!prefix) return undefined;
    return prefix.to === null
      ? null
      : parseWebUrl(prefix.to + (prefix.keepsRest ? bare.slice(prefix.from.length) : ""));
  };

  function enter([from = "", to, ...more]: string[]): void {
    if (to === undefined || more.length > 0)
      throw new Problem("invalid", "write an old address, a blank and a new one.");
    const target = to === "-" ? null : resolveAddress(to.replace(/\*$/, ""), home);
    if (from.endsWith("*")) {
      const start = withoutScheme(resolveAddress(from.slice(0, -1), home).href);
      prefixes.push({ from: start, to: target?.href ?? null, keepsRest: to.endsWith("*") });
      return;
    }
    if (to.endsWith("*")) throw new Problem("invalid", "a * is for the old address first.");
    pages.set(pageKey(resolveAddress(from, home)), target);
  }
}

/** An address as a source has it: absolute, or a path of the blog at `home`. Throws `invalid` for what is none. */
export function resolveAddress(address: string, home: string): URL {
  // A path may start with several slashes, which is no other host.
  const isPath = address.startsWith("/");
  if (isPath) return parseWebUrl(new URL(home).origin + address);
  return parseWebUrl(/^[a-z][\w+.-]*:/i.test(address) ? address : new URL(home).href + address);
}

function withoutScheme(href: string): string {
  return href.replace(/^https?:\/\//, "");
}
