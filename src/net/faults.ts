import { isProblem, Problem } from "../domain/problem.ts";
import { noAllowedAddress } from "./pinned-agent.ts";

const unknownName = new Set(["ENOTFOUND", "ENODATA", "EAI_NONAME", "EBADNAME"]);
const silentNameServer = new Set(["EAI_AGAIN", "ESERVFAIL", "ETIMEOUT", "EREFUSED"]);
const brokenOff = new Set(["ECONNRESET", "EPIPE", "ERR_STREAM_PREMATURE_CLOSE"]);
const certificate = /CERT|SIGNATURE|ISSUER|ALTNAME/;

/**
 * What went wrong while a host was asked, as a problem whose sentence names the host and never an IP address: `forbidden`
 * when it lives at none that may be asked, else `upstream`. Problems pass through as they are.
 */
export function faultOf(host: string, error: unknown): Problem {
  if (isProblem(error)) return error;
  const code = String((error as NodeJS.ErrnoException | null)?.code ?? "");
  if (code === noAllowedAddress) return new Problem("forbidden", `${host} has no public address.`);
  return new Problem("upstream", sentenceOf(host, code), { cause: error });
}

/** The problem of a host that was asked and took too long, or whose turn did not come in time. */
export function tooLate(host: string, asked: boolean, timeoutMs: number): Problem {
  const seconds = `${timeoutMs / 1000} s`;
  if (asked) return new Problem("upstream", `${host} did not answer within ${seconds}.`);
  return new Problem(
    "upstream",
    `${host} could not be asked within ${seconds}: this node is busy with other requests.`,
  );
}

function sentenceOf(host: string, code: string): string {
  if (unknownName.has(code)) return `There is no host named ${host}.`;
  if (silentNameServer.has(code)) return `The name ${host} could not be looked up.`;
  if (code === "ECONNREFUSED") return `${host} takes no connections.`;
  if (brokenOff.has(code)) return `${host} broke off its answer.`;
  if (code.startsWith("Z_") || code.startsWith("ERR__ERROR_"))
    return `The answer of ${host} is not compressed as it says.`;
  if (code.startsWith("HPE_")) return `The answer of ${host} is not proper HTTP.`;
  if (certificate.test(code)) return `The certificate of ${host} is not valid.`;
  return `${host} could not be reached.`;
}
