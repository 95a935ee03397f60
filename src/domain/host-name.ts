import { Problem } from "./problem.ts";

/** A host as it is compared: lower case, punycode, no port, no trailing dot, no leading `*.`. Throws `invalid`. */
export function normaliseHost(text: string): string {
  const bare = text
    .trim()
    .replace(/^https?:\/\//i, "")
    .replace(/^\*?\./, "")
    .replace(/[/?#].*$/, "")
    .replace(/^@/, "");
  let host: string;
  try {
    host = new URL(`https://${bare}`).hostname.replace(/\.$/, "");
  } catch {
    throw noServer(text);
  }
  if (host === "" || bare.includes("@") || bare.includes("*")) throw noServer(text);
  return host;
}

/** A host with every domain above it, the longest first. */
export function hostChain(host: string): string[] {
  const labels = host.split(".");
  return labels.map((_, i) => labels.slice(i).join("."));
}

/** A host whose last label begins with a letter: no IP address in disguise. */
const plainHost = /^https?:\/\/((?:[a-z0-9-]+\.)*[a-z][a-z0-9-]*)(?=[:/])/;

/** The host of an address, or a bare one, as it is compared; null for what is neither. */
export function hostIn(address: string): string | null {
  const plain = plainHost.exec(address)?.[1];
  if (plain !== undefined) return plain;
  try {
    return normaliseHost(address.includes("://") ? new URL(address).hostname : address);
  } catch {
    return null;
  }
}

function noServer(text: string): Problem {
  return new Problem("invalid", `“${text.slice(0, 100)}” is not the name of a server.`);
}
