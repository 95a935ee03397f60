const plainOrigin = /^https?:\/\/[a-z0-9.-]+\//;

/**
 * What an address is written with that nobody would write in two ways; dots and percent signs are for the parser, and so
 * are hosts that could be a number or are encoded.
 */
const plainAddress = /^https?:\/\/(?![^/]*xn--)[a-z0-9.-]*[a-z0-9]\.[a-z]{2,}\/[\w/~!$&'()*+,;=:@?#-]*$/;

/** Whether two addresses share scheme, host and port (FEP-fe34). Those that are written alike need no parsing. */
export function sameOrigin(one: string, other: string): boolean {
  const origin = plainOrigin.exec(one)?.[0];
  if (origin !== undefined && other.startsWith(origin)) return true;
  return URL.canParse(one) && URL.canParse(other) && new URL(one).origin === new URL(other).origin;
}

/** Whether two ids are one, however their host, port and path were spelled (WHATWG); their paths keep case and slashes. */
export function sameId(one: string, other: string): boolean {
  return one === other || normalId(one) === normalId(other);
}

/** Whether an address is written in the only way that it can be, so that it needs no parsing. */
export function isPlain(url: string): boolean {
  return plainAddress.test(url);
}

/** An id in the one spelling by which it is compared; what cannot be parsed stays as it is. */
export function normalId(id: string): string {
  return isPlain(id) || !URL.canParse(id) ? id : new URL(id).href;
}
