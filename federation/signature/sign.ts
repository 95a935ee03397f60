import { createHash, type KeyObject } from "node:crypto";
import { httpbis } from "http-message-signatures";
import { signingString } from "./cavage.ts";
import { signAside } from "./sign-aside.ts";

/** Whose signature it is: the id under which others find the key, and the key. */
export interface Signer {
  keyId: string;
  privateKey: KeyObject;
}

/** A request to be signed. A GET names what it accepts, a POST the SHA-256 of its body (see `digestOf`). */
export type Unsigned =
  | { method: "GET"; url: URL; date: Date; accept: string }
  | { method: "POST"; url: URL; date: Date; digest: string; contentType: string };

/** How a request is signed: draft-cavage-http-signatures-12, which every server understands, or RFC 9421. */
export type Dialect = "cavage" | "rfc9421";

type Headers = Record<string, string>;

/** The time that is signed is that of the date. */
const noParameters: ReadonlyMap<string, string> = new Map();

/** What each dialect covers: the superset of what servers ask for (federation-interop §2.1, §2.6). */
const covered = {
  cavage: {
    GET: ["(request-target)", "host", "date", "accept"],
    POST: ["(request-target)", "host", "date", "digest", "content-type"],
  },
  rfc9421: {
    GET: ["@method", "@target-uri", "@authority"],
    POST: ["@method", "@target-uri", "@authority", "content-type", "content-digest"],
  },
};

/** The SHA-256 of a body in base64, to be made once however often the body is sent. */
export function digestOf(body: string): string {
  return createHash("sha256").update(body).digest("base64");
}

/**
 * The headers of a signed request: rsa-sha256 in draft-cavage, the same algorithm by its other name in RFC 9421. `Host`
 * is signed as the runtime sends it. Sign again for each attempt and each redirect.
 */
export function signedHeaders(signer: Signer, request: Unsigned, dialect: Dialect = "cavage"): Promise<Headers> {
  return dialect === "cavage" ? signCavage(signer, request) : signRfc9421(signer, request);
}

async function signCavage({ keyId, privateKey }: Signer, request: Unsigned): Promise<Headers> {
  const headers = headersOf(request, (digest) => ({ digest: `SHA-256=${digest}` }));
  const { method, url } = request;
  const fields = covered.cavage[method];
  const target = `${method.toLowerCase()} ${url.pathname}${url.search}`;
  const base = signingString(fields, { "(request-target)": target, host: url.host, ...headers }, noParameters);
  const signature = await signAside(base, privateKey);
  const named = `keyId="${keyId}",algorithm="rsa-sha256",headers="${fields.join(" ")}"`;
  return { signature: `${named},signature="${signature}"`, ...headers };
}

async function signRfc9421(signer: Signer, request: Unsigned): Promise<Headers> {
  const headers = headersOf(request, (digest) => ({ "content-digest": `sha-256=:${digest}:` }));
  const { keyId, privateKey } = signer;
  const sign = async (base: Buffer) => Buffer.from(await signAside(base.toString(), privateKey), "base64");
  const config = {
    key: { id: keyId, alg: "rsa-v1_5-sha256", sign },
    params: ["created", "keyid", "alg"],
    paramValues: { created: request.date },
    fields: covered.rfc9421[request.method],
  };
  const message = { method: request.method, url: request.url, headers };
  const signed = (await httpbis.signMessage(config, message)).headers as Headers;
  return {
    ...headers,
    signature: signed["Signature"] as string,
    "signature-input": signed["Signature-Input"] as string,
  };
}

function headersOf(request: Unsigned, digestHeader: (digest: string) => Headers): Headers {
  const date = request.date.toUTCString();
  if (request.method === "GET") return { date, accept: request.accept };
  return { date, ...digestHeader(request.digest), "content-type": request.contentType };
}
