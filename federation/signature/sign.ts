import { createHash, type KeyObject, sign as signWith } from "node:crypto";
import { cavage } from "http-message-signatures";

/** Whose signature it is: the id under which others find the key, and the key. */
export interface Signer {
  keyId: string;
  privateKey: KeyObject;
}

/** A request to be signed. A GET names what it accepts, a POST carries a body. */
export type Unsigned =
  | { method: "GET"; url: URL; date: Date; accept: string }
  | { method: "POST"; url: URL; date: Date; body: string; contentType: string };

const covered = {
  GET: ["@request-target", "host", "date", "accept"],
  POST: ["@request-target", "host", "date", "digest", "content-type"],
};

/**
 * The headers of a signed request in the dialect that every server understands: draft-cavage-http-signatures-12 with
 * rsa-sha256. `Host` is signed as the runtime sends it. Sign again for each attempt and each redirect.
 */
export async function signedHeaders(signer: Signer, request: Unsigned): Promise<Record<string, string>> {
  const headers = headersOf(request);
  const config = {
    key: { id: signer.keyId, alg: "rsa-v1_5-sha256", sign: (base: Buffer) => signAside(base, signer.privateKey) },
    params: ["keyid", "alg"],
    fields: covered[request.method],
  };
  const message = { method: request.method, url: request.url, headers: { ...headers, host: request.url.host } };
  const signed = (await cavage.signMessage(config, message)).headers as Record<string, string>;
  return { ...headers, signature: signed["Signature"] as string };
}

function headersOf(request: Unsigned): Record<string, string> {
  const date = request.date.toUTCString();
  if (request.method === "GET") return { date, accept: request.accept };
  const digest = `SHA-256=${createHash("sha256").update(request.body).digest("base64")}`;
  return { date, digest, "content-type": request.contentType };
}

/** Signs on a thread of the runtime's pool, so that others are served meanwhile. */
function signAside(data: Buffer, key: KeyObject): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    signWith("sha256", data, key, (error, signature) => (error ? reject(error) : resolve(signature)));
  });
}
