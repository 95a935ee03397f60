import { createHash, generateKeyPairSync, type KeyObject, sign as signBytes } from "node:crypto";
import type { FetchRequest, FetchResponse, GuardedFetch } from "../../src/domain/ports.ts";
import { Problem } from "../../src/domain/problem.ts";

/** What a pretend server answers for one address. */
export interface Answer {
  status?: number;
  type?: string;
  body?: unknown;
  /** The address that answers, where it was redirected. */
  url?: string;
}

/** A pretend fediverse: a map from address to answer, behind a stand-in for the guarded fetch. */
export interface PretendFediverse {
  fetch: GuardedFetch;
  /** Serves JSON, or whatever an answer says, at an address. */
  serve(url: string, answer: Answer | Record<string, unknown>): void;
  /** Lets an address not answer at all. */
  silence(url: string): void;
  /** Lets an address answer only after something else happened. */
  delay(url: string, until: Promise<unknown>): void;
  /** Hears of each address as it is asked. */
  onAsked(listener: (url: string) => void): void;
  /** The addresses that were asked, in order. */
  asked: string[];
}

export function createPretendFediverse(): PretendFediverse {
  const answers = new Map<string, Answer | "silent">();
  const delays = new Map<string, Promise<unknown>>();
  const asked: string[] = [];
  let listener: (url: string) => void = () => undefined;
  return {
    asked,
    serve(url, answer) {
      const isAnswer = "status" in answer || "body" in answer;
      answers.set(url, isAnswer ? (answer as Answer) : { body: answer });
    },
    silence: (url) => void answers.set(url, "silent"),
    delay: (url, until) => void delays.set(url, until),
    onAsked(heard) {
      listener = heard;
    },
    async fetch(request: FetchRequest): Promise<FetchResponse> {
      asked.push(request.url);
      listener(request.url);
      await delays.get(request.url);
      const answer = answers.get(request.url);
      if (answer === "silent") throw new Problem("upstream", "Nobody answers there.");
      const {
        status = 200,
        type = "application/activity+json",
        body = "",
        url = request.url,
      } = answer ?? { status: 404 };
      return {
        status,
        url,
        headers: { get: (name) => (name.toLowerCase() === "content-type" ? type : null) },
        body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
      };
    },
  };
}

/** A key pair with the id it is known by. */
export interface TestKey {
  id: string;
  pem: string;
  private: KeyObject;
}

/** Makes a key pair; RSA of 2048 bits unless told otherwise. */
export function makeKey(id: string, kind: { rsa: number } | "ed25519" = { rsa: 2048 }): TestKey {
  const pair =
    kind === "ed25519" ? generateKeyPairSync("ed25519") : generateKeyPairSync("rsa", { modulusLength: kind.rsa });
  return { id, pem: pair.publicKey.export({ type: "spki", format: "pem" }) as string, private: pair.privateKey };
}

/** A request as it goes over the wire; headers in order, so that one may come twice. */
export interface WireRequest {
  /** POST unless told otherwise. */
  method?: string;
  target: string;
  headers: [string, string][];
  body: Buffer;
}

/** What may be bent about a signature, to see it refused. */
export interface SignOptions {
  key: TestKey;
  /** POST unless told otherwise; a GET has neither digest nor type. */
  method?: "GET" | "POST";
  body: Buffer;
  date: Date;
  host?: string;
  target?: string;
  algorithm?: string | null;
  /** Names of what is signed, in either dialect. */
  covers?: string[];
  /** Replaces the digest header; null leaves it out. */
  digest?: string | null;
  created?: Date;
  expires?: Date;
  /** The target as it is signed, where it differs from the one asked. */
  signedTarget?: string;
  contentType?: string;
  /** Further parameters of RFC 9421, as they are written. */
  parameters?: string;
  /** Makes the signature of a text in another way than with the key, in base64. */
  sign?: (base: string) => string;
  /** The address that it comes from, as a proxy before the node says. */
  from?: string;
}

/** Signs a request as draft-cavage-12 has it, the way Mastodon does. */
export function signCavage(options: SignOptions): WireRequest {
  const { key, body, date, host = "node.example", target = "/inbox", algorithm = "rsa-sha256" } = options;
  const { method = "POST" } = options;
  const ofBody = method === "POST" ? ["digest", "content-type"] : [];
  const covers = options.covers ?? ["(request-target)", "host", "date", ...ofBody];
  const digest =
    options.digest === undefined && method === "POST" ? `SHA-256=${sha256(body)}` : (options.digest ?? null);
  const headers = commonHeaders(options, host, date);
  if (digest !== null) headers.push(["Digest", digest]);
  const seconds = (time: Date | undefined) => String(Math.floor((time ?? date).getTime() / 1000));
  const value = (name: string) => {
    if (name === "(request-target)") return `${method.toLowerCase()} ${options.signedTarget ?? target}`;
    if (name === "(created)") return seconds(options.created);
    if (name === "(expires)") return seconds(options.expires);
    return headers.find(([header]) => header.toLowerCase() === name)?.[1] ?? "";
  };
  const base = covers.map((name) => `${name.toLowerCase()}: ${value(name.toLowerCase())}`).join("\n");
  const parameters = [`keyId="${key.id}"`];
  if (algorithm !== null) parameters.push(`algorithm="${algorithm}"`);
  if (options.created) parameters.push(`created=${seconds(options.created)}`);
  if (options.expires) parameters.push(`expires=${seconds(options.expires)}`);
  parameters.push(`headers="${covers.join(" ")}"`, `signature="${signText(options, base)}"`);
  return { method, target, headers: [...headers, ["Signature", parameters.join(",")]], body };
}

/** Signs a request as RFC 9421 has it, with the components that Fedify and WordPress send. */
export function signRfc9421(options: SignOptions): WireRequest {
  const { key, body, date, host = "node.example", target = "/inbox", algorithm = "rsa-v1_5-sha256" } = options;
  const { method = "POST" } = options;
  const ofBody = method === "POST" ? ["content-type", "content-digest"] : [];
  const covers = options.covers ?? ["@method", "@target-uri", "@authority", ...ofBody];
  const digest =
    options.digest === undefined && method === "POST" ? `sha-256=:${sha256(body)}:` : (options.digest ?? null);
  const headers = commonHeaders(options, host, date);
  if (digest !== null) headers.push(["Content-Digest", digest]);
  const derived: Record<string, string> = {
    "@method": method,
    "@target-uri": `https://${host}${target}`,
    "@authority": host,
    "@path": target.replace(/\?.*$/, ""),
  };
  const seconds = (time: Date) => Math.floor(time.getTime() / 1000);
  let parameters = `;created=${seconds(options.created ?? date)};keyid="${key.id}"`;
  if (algorithm !== null) parameters += `;alg="${algorithm}"`;
  if (options.expires) parameters += `;expires=${seconds(options.expires)}`;
  parameters += options.parameters ?? "";
  const input = `(${covers.map((name) => `"${name}"`).join(" ")})${parameters}`;
  const value = (name: string) => derived[name] ?? headers.find(([header]) => header.toLowerCase() === name)?.[1] ?? "";
  const base = [...covers.map((name) => `"${name}": ${value(name)}`), `"@signature-params": ${input}`].join("\n");
  headers.push(["Signature-Input", `sig1=${input}`], ["Signature", `sig1=:${signText(options, base)}:`]);
  return { method, target, headers, body };
}

function commonHeaders(
  { method = "POST", contentType = "application/activity+json", from }: SignOptions,
  host: string,
  date: Date,
): [string, string][] {
  return [
    ["Host", host],
    ["Date", date.toUTCString()],
    [method === "POST" ? "Content-Type" : "Accept", contentType],
    ...(from === undefined ? [] : [["X-Forwarded-For", from] as [string, string]]),
  ];
}

function signText({ key, sign }: SignOptions, text: string): string {
  if (sign) return sign(text);
  const algorithm = key.private.asymmetricKeyType === "ed25519" ? null : "sha256";
  return signBytes(algorithm, Buffer.from(text), key.private).toString("base64");
}

function sha256(body: Buffer): string {
  return createHash("sha256").update(body).digest("base64");
}
