import { httpbis } from "http-message-signatures";
import { type InnerList, isInnerList, parseDictionary, serializeInnerList } from "structured-headers";
import { Problem } from "../../src/domain/problem.ts";
import {
  addressOf,
  type Claim,
  carriesBody,
  checkFreshness,
  namedHeaders,
  type SignedRequest,
  type Standpoint,
} from "./claim.ts";
import { checkContentDigest } from "./digest.ts";

const algorithms = new Set(["rsa-v1_5-sha256", "ed25519"]);
const maxLabels = 4;

/**
 * Reads a signature of RFC 9421 and enforces what it must cover: @method, @target-uri (or @authority and @path), and for
 * what has a body the content-digest, which is recomputed; `created` and `keyid` are required. Of several signatures the first that does
 * all this counts. Throws `unauthorized` with what is wrong.
 */
export function readRfc9421(request: SignedRequest, standpoint: Standpoint): Claim {
  const inputs = dictionary(request.headers["signature-input"] as string, "Signature-Input");
  const signatures = dictionary((request.headers["signature"] as string | undefined) ?? "", "Signature");
  if (inputs.size > maxLabels) throw new Problem("unauthorized", "The request carries too many signatures.");
  let fault = new Problem("unauthorized", "The Signature-Input header names no signature.");
  for (const [label, input] of inputs) {
    try {
      const claim = readOne(input, signatures.get(label)?.[0], request, standpoint);
      if (carriesBody(request)) {
        checkContentDigest(request.headers["content-digest"] as string | undefined, request.body);
      }
      return claim;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      fault = error;
    }
  }
  throw fault;
}

function readOne(input: unknown, signature: unknown, request: SignedRequest, standpoint: Standpoint): Claim {
  if (!Array.isArray(input) || !isInnerList(input as InnerList) || !(signature instanceof ArrayBuffer)) {
    throw new Problem("unauthorized", "The Signature-Input header and the Signature header do not fit together.");
  }
  const [components, parameters] = input as InnerList;
  const names = components.map(([name, extras]) => {
    if (typeof name !== "string" || extras.size > 0) {
      throw new Problem("unauthorized", "The signature covers something that cannot be read.");
    }
    return name;
  });
  requireCoverage(names, request);
  const keyId = parameters.get("keyid");
  if (typeof keyId !== "string" || keyId === "") throw new Problem("unauthorized", "The signature names no key.");
  const algorithm = parameters.get("alg") ?? null;
  if (algorithm !== null && !(typeof algorithm === "string" && algorithms.has(algorithm))) {
    throw new Problem("unauthorized", "The signature's algorithm is not supported: use rsa-v1_5-sha256 or ed25519.");
  }
  const expires = parameters.has("expires") ? seconds(parameters.get("expires")) : null;
  const until = checkFreshness(seconds(parameters.get("created")), expires, standpoint.now);

  const message = {
    method: request.method,
    url: addressOf(request, standpoint.origin),
    headers: namedHeaders(
      names.filter((name) => !name.startsWith("@")),
      request,
      standpoint.origin,
    ),
  };
  return {
    keyId,
    algorithm,
    signature: Buffer.from(signature),
    until,
    bases: () => [signatureBase(input as InnerList, message)],
  };
}

interface Message {
  method: string;
  url: URL;
  headers: Record<string, string>;
}

/** What is signed (RFC 9421 §2.5) for one member of Signature-Input. Throws `unauthorized` for what has no value. */
export function signatureBase(input: InnerList, message: Message): string {
  try {
    const base = httpbis.createSignatureBase({ fields: input[0].map(([name]) => String(name)) }, message);
    base.push(['"@signature-params"', [serializeInnerList(input)]]);
    return httpbis.formatSignatureBase(base);
  } catch (cause) {
    throw new Problem("unauthorized", "The signature covers something that cannot be read.", { cause });
  }
}

function requireCoverage(names: readonly string[], request: SignedRequest): void {
  const addressed = names.includes("@target-uri") || (names.includes("@authority") && names.includes("@path"));
  const needed = ["@method", ...(carriesBody(request) ? ["content-digest"] : [])];
  const missing = needed.filter((name) => !names.includes(name));
  if (!addressed) missing.push("@target-uri");
  if (missing.length > 0) throw new Problem("unauthorized", `The signature does not cover ${missing.join(", ")}.`);
  if (new Set(names).size !== names.length) {
    throw new Problem("unauthorized", "The signature names a component twice.");
  }
}

function dictionary(header: string, name: string) {
  try {
    return parseDictionary(header);
  } catch (cause) {
    throw new Problem("unauthorized", `The ${name} header cannot be read.`, { cause });
  }
}

function seconds(value: unknown): number {
  return typeof value === "number" && Number.isInteger(value) ? value * 1000 : Number.NaN;
}
