import { createHmac, timingSafeEqual } from "node:crypto";
import type { CheckHubSignature } from "../domain/push.ts";

/**
 * Checks `METHOD=HEX` over the bytes of a body, as hubs of WebSub sign, by any of the four methods that it has
 * (https://www.w3.org/TR/websub/#recognized-algorithms-for-x-hub-signature): which one is the hub’s to say.
 */
export const checkHubSignature: CheckHubSignature = (header, body, secret) => {
  const [, method = "", hex = ""] = /^\s*(sha1|sha256|sha384|sha512)=([0-9a-f]+)\s*$/i.exec(header ?? "") ?? [];
  if (hex === "" || hex.length % 2 !== 0) return null;
  const right = createHmac(method.toLowerCase(), secret).update(body).digest();
  const given = Buffer.from(hex, "hex");
  return given.length === right.length && timingSafeEqual(given, right) ? right.toString("hex") : null;
};
