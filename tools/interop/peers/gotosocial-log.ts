/** A request that the other server sent us, with the key that the server found its signature to fit. */
const received =
  /func=server\.Start\.Logger\S* .*userAgent="Antiphon[^"]*" method=(\w+) statusCode=(\d+) uri=(\S+) clientIP=\S+(?: pubKeyID=(\S+))?/;

/** A request that the server sent, with how it was answered. */
const sent = /func=httpclient\.\S+ level=\w+ method=(\w+) url=(\S+) .*msg="?(\d{3})?/;

/**
 * What passed between GoToSocial and Antiphon, out of GoToSocial's own log. It speaks draft-cavage alone, and names a key
 * only once a signature held.
 */
export function readTraffic(log: string): string[] {
  return log.split("\n").flatMap((line) => {
    const [, method, status, path = "", key] = received.exec(line) ?? [];
    if (method)
      return [`from Antiphon: ${method} ${kindOf(path)}, ${key ? "cavage" : "no signature that it knows"}, ${status}`];
    const [, verb, url = "", answer] = sent.exec(line) ?? [];
    return verb ? [`to Antiphon: ${verb} ${kindOf(new URL(url).pathname)}, cavage, ${answer ?? "no answer"}`] : [];
  });
}

/** What is asked for, without names and ids. */
function kindOf(path: string): string {
  if (path.endsWith("/inbox")) return "inbox";
  return (
    /^\/(?:\.well-known\/\w+|ap\/\w+|users\/\w+\/\w+|nodeinfo)/.exec(path)?.[0].replace(/\/users\/\w+/, "/users/…") ??
    path
  );
}
