/** Which kind of route a path belongs to, by how it begins; what comes first counts. */
const classes: readonly (readonly [RegExp, string])[] = [
  [/^\/(inbox|ap\/actors\/[^/]+\/inbox)\b/, "inbox"],
  [/^\/ap\//, "federation"],
  [/^\/(\.well-known|nodeinfo)\//, "discovery"],
  [/^\/fragment$/, "fragment"],
  [/^\/thread$/, "thread"],
  [/^\/live$/, "live"],
  [/^\/(media|faces)\//, "pictures"],
  [/^\/(comments|own|votes|from-home)\b/, "writing"],
  [/^\/feeds\//, "feeds"],
  [/^\/(counts|recent|c\/\d+)$/, "reading"],
  [/^\/(api\/v[12]\/|@)/, "mastodon"],
  [/^\/api\/admin\//, "owner-api"],
  [/^\/(api\/hooks|webhooks|websub)\//, "hooks"],
  [/^\/(admin|login)(\/|$)/, "admin"],
  [/^\/mail\//, "mail"],
  [/^\/(new|id|count|preview|config|info|latest|feed|isso)(\/|$)/, "isso"],
  [/^\/(embed|write|work|count|admin|passkey|node|queue|settings|ghost)\.(js|css)$/, "files"],
  [/^\/(js|css|themes|ghost)\/|^\/favicon\.svg$/, "files"],
  [/^\/(healthz|metrics|openapi\.json)$/, "node"],
  [/^\/demo(\/|$)/, "demo"],
];

/** The kind of route that a request's address is for, of some twenty; `other` is what nothing is known of. */
export function routeClassOf(url: string): string {
  const [path = "", query] = url.split("?", 2);
  if (path === "/") return query?.includes("uri=") ? "isso" : "home";
  return classes.find(([pattern]) => pattern.test(path))?.[1] ?? "other";
}
