import type { Config } from "../../config.ts";
import { counted } from "../../domain/counted.ts";
import type { Finding } from "../../domain/finding.ts";
import type { Seals } from "../../domain/seal.ts";
import { finding } from "./finding.ts";

/** Whether the secrets in the store are sealed, as far as there is a key for that. */
export function checkSeals(seals: Seals, config: Pick<Config, "sealKeys">): Promise<Finding> {
  return finding("secrets", async () => {
    const { bare, sealed, former } = await seals.survey();
    if (config.sealKeys.length === 0) {
      return {
        mark: "ok",
        sentence:
          "private keys lie open in the store, so that a backup is enough to speak as your blog. ANTIPHON_KEY seals them.",
      };
    }
    const unsealed = bare + former;
    if (unsealed === 0) return { mark: "ok", sentence: `${counted(sealed, "secret")} of the store, all sealed.` };
    const what = bare > 0 ? "lie open" : "are sealed with a former key";
    return { mark: "warn", sentence: `${counted(unsealed, "secret")} of the store ${what}: run \`antiphon seal\`.` };
  });
}
