import { Problem } from "../../src/domain/problem.ts";
import {
  type Claim,
  carriesBody,
  checkFreshness,
  namedHeaders,
  type SignedRequest,
  type Standpoint,
  targetOf,
} from "./claim.ts";
import { checkDigest } from "./digest.ts";

const algorithms = new Set(["rsa-sha256", "hs2019", "ed25519"]);

/**
 * Reads a signature of draft-cavage-http-signatures-12 and enforces what it must cover: (request-target), host, date or
 * (created), and for what has a body the digest, which is recomputed. Throws `unauthorized` with what is wrong.
 */
export function readCavage(request: SignedRequest, standpoint: Standpoint): Claim {
  const parameters = readParameters(request.headers["signature"] as string);
  const keyId = parameters.get("keyid");
  const signature = parameters.get("signature");
  if (!keyId || !signature) throw new Problem("unauthorized", "The Signature header lacks its keyId or signature.");
  const algorithm = parameters.get("algorithm")?.toLowerCase() ?? null;
  if (algorithm !== null && !algorithms.has(algorithm)) {
    throw new Problem("unauthorized", "The signature's algorithm is not supported: use rsa-sha256 or hs2019.");
  }
  const fields = (parameters.get("headers") ?? "").toLowerCase().split(" ");
  requireCoverage(fields, request);
  const expires = fields.includes("(expires)") ? seconds(parameters.get("expires")) : null;
  const made = fields.includes("date") ? Date.parse(request.headers.date ?? "") : seconds(parameters.get("created"));
  const until = checkFreshness(made, expires, standpoint.now);
  if (carriesBody(request)) checkDigest(request.headers["digest"] as string | undefined, request.body);

  const headers = namedHeaders(
    fields.filter((field) => !field.startsWith("(")),
    request,
    standpoint.origin,
  );
  return {
    keyId,
    algorithm,
    signature: Buffer.from(signature, "base64"),
    until,
    bases() {
      const target = targetOf(request, standpoint.origin);
      const asked = request.method.toLowerCase();
      const base = (at: string) =>
        signingString(fields, { "(request-target)": `${asked} ${at}`, ...headers }, parameters);
      // Some senders leave the query out of (request-target).
      const query = target.indexOf("?");
      return query < 0 ? [base(target)] : [base(target), base(target.slice(0, query))];
    },
  };
}

function requireCoverage(fields: readonly string[], request: SignedRequest): void {
  const timed = fields.includes("date") || fields.includes("(created)");
  const needed = ["(request-target)", "host", ...(carriesBody(request) ? ["digest"] : [])];
  const missing = needed.filter((field) => !fields.includes(field));
  if (!timed) missing.push("date");
  if (missing.length > 0) {
    throw new Problem("unauthorized", `The signature does not cover ${missing.join(", ")}.`);
  }
  if (new Set(fields).size !== fields.length) {
    throw new Problem("unauthorized", "The signature names a header twice.");
  }
}

/**
 * What is signed (draft-cavage-12 §2.3): one line for each field, in the order given. `values` holds the headers and the
 * request target by name. Throws `unauthorized` for a field that has no value.
 */
export function signingString(
  fields: readonly string[],
  values: Readonly<Record<string, string>>,
  parameters: ReadonlyMap<string, string>,
): string {
  const lines = fields.map((field) => {
    const isParameter = field === "(created)" || field === "(expires)";
    const value = isParameter ? parameters.get(field.slice(1, -1)) : values[field];
    if (value === undefined) throw new Problem("unauthorized", "The signature covers something that cannot be read.");
    return `${field}: ${value}`;
  });
  return lines.join("\n");
}

/** `name="value"` pairs; a name that comes twice is refused, as two readers could choose differently. */
function readParameters(header: string): Map<string, string> {
  const pattern = /\s*([a-z]+)=(?:"([^"\\]*)"|(\d{1,15}))\s*(?:,|$)/giy;
  const parameters = new Map<string, string>();
  while (pattern.lastIndex < header.length) {
    const match = pattern.exec(header);
    if (!match) throw new Problem("unauthorized", "The Signature header cannot be read.");
    const name = (match[1] as string).toLowerCase();
    if (parameters.has(name)) throw new Problem("unauthorized", `The Signature header gives “${name}” twice.`);
    parameters.set(name, match[2] ?? match[3] ?? "");
  }
  return parameters;
}

function seconds(text: string | undefined): number {
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) * 1000 : Number.NaN;
}
