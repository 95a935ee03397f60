import { parse } from "tldts";

/** Whether a registry hands out names directly below this one, as below `com` or `co.uk`; what nobody registers is none. */
export function isPublicSuffix(host: string): boolean {
  const { publicSuffix, isIcann } = parse(host, { extractHostname: false });
  return isIcann === true && publicSuffix === host;
}
