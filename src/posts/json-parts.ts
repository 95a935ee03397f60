/** A member of some JSON that is a text; null for anything else, and for an empty one. */
export function textIn(value: unknown, ...path: readonly string[]): string | null {
  const found = partOf(value, path);
  return typeof found === "string" && found.trim() !== "" ? found : null;
}

/** What lies at a path of some JSON; undefined where there is nothing. */
export function partOf(value: unknown, path: readonly string[]): unknown {
  let part = value;
  for (const name of path) {
    if (part === null || typeof part !== "object" || !Object.hasOwn(part, name)) return undefined;
    part = (part as Record<string, unknown>)[name];
  }
  return part;
}
