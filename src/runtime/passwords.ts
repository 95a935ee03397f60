import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { samePassword } from "../domain/password.ts";
import type { Passwords } from "../domain/ports.ts";

/** How much work a password takes: 2^ln steps of r blocks, p times. */
export interface ScryptCost {
  ln: number;
  r: number;
  p: number;
}

/** What OWASP recommends where memory is short: 32 MB for as long as a check takes. */
const usualCost: ScryptCost = { ln: 15, r: 8, p: 3 };

const keyBytes = 32;
const pattern = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]+)\$([\w-]+)$/;

/**
 * Passwords by scrypt, each with a salt of its own and with its parameters beside it. One at a time, so that many who knock
 * at once cost time and no memory.
 */
export function createPasswords(cost: ScryptCost = usualCost): Passwords {
  let last: Promise<unknown> = Promise.resolve();
  const nobodys = format(cost, randomBytes(16), randomBytes(keyBytes));

  function derive(password: string, { ln, r, p }: ScryptCost, salt: Buffer): Promise<Buffer> {
    const options: ScryptOptions = { N: 2 ** ln, r, p, maxmem: 256 * 2 ** ln * r };
    const derived = last.then(() => scryptOf(samePassword(password), salt, options));
    last = derived.catch(() => undefined);
    return derived;
  }

  return {
    async hash(password) {
      const salt = randomBytes(16);
      return format(cost, salt, await derive(password, cost, salt));
    },
    async check(password, stored) {
      const [, ln, r, p, salt = "", key = ""] = pattern.exec(stored ?? nobodys) ?? [];
      if (ln === undefined) return "wrong";
      const used = { ln: Number(ln), r: Number(r), p: Number(p) };
      const derived = await derive(password, used, Buffer.from(salt, "base64url"));
      const wanted = Buffer.from(key, "base64url");
      if (derived.length !== wanted.length || !timingSafeEqual(derived, wanted) || stored === null) return "wrong";
      return used.ln === cost.ln && used.r === cost.r && used.p === cost.p ? "right" : "outdated";
    },
  };
}

function scryptOf(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, keyBytes, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

function format({ ln, r, p }: ScryptCost, salt: Buffer, key: Buffer): string {
  return `$scrypt$ln=${ln},r=${r},p=${p}$${salt.toString("base64url")}$${key.toString("base64url")}`;
}
