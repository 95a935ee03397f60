import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { Problem } from "../domain/problem.ts";
import type { Seal } from "../domain/seal.ts";

const algorithm = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;
const pattern = /^sealed:1:([\w-]{8}):([\w-]+)$/;

interface Key {
  id: string;
  bytes: Buffer;
}

/**
 * Seals with AES-256-GCM under the first of these keys and opens with any. What is sealed names its key by an id that tells
 * nothing of it, and is bound to its place by the tag, so that nobody can put one actor's key in the place of another's.
 */
export function createSeal(secrets: readonly string[]): Seal {
  const keys = secrets.map(keyOf);
  const [first] = keys;
  const keyFor = (text: string) => keys.find(({ id }) => id === pattern.exec(text)?.[1]);

  return {
    on: first !== undefined,
    seal(text, place) {
      if (!first) return text;
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, first.bytes, nonce).setAAD(Buffer.from(place));
      const sealed = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return `sealed:1:${first.id}:${sealed.toString("base64url")}`;
    },
    open(text, place) {
      const [, id, body = ""] = pattern.exec(text) ?? [];
      if (id === undefined) return text;
      const key = keyFor(text);
      if (!key) throw missing(id);
      const bytes = Buffer.from(body, "base64url");
      try {
        const decipher = createDecipheriv(algorithm, key.bytes, bytes.subarray(0, nonceBytes))
          .setAAD(Buffer.from(place))
          .setAuthTag(bytes.subarray(-tagBytes));
        return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]).toString(
          "utf8",
        );
      } catch (cause) {
        throw new Problem("conflict", `The sealed secret “${place}” in the store was changed or is damaged.`, {
          cause,
        });
      }
    },
    stateOf(text) {
      if (!pattern.test(text)) return "bare";
      const key = keyFor(text);
      if (!key) return "lost";
      return key === first ? "sealed" : "former";
    },
  };
}

function missing(id: string): Problem {
  return new Problem(
    "conflict",
    `A secret in the store was sealed with the key ${id}, which ANTIPHON_KEY does not hold. Set it again, behind a comma if there is a newer one.`,
  );
}

function keyOf(secret: string): Key {
  const derived = (purpose: string, bytes: number) =>
    Buffer.from(hkdfSync("sha256", secret, "", `antiphon seal ${purpose}`, bytes));
  return { id: derived("id", 6).toString("base64url"), bytes: derived("key", 32) };
}
