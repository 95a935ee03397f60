import type { FetchResponse } from "../../src/domain/ports.ts";
import type { ActorKey } from "../keys.ts";
import type { Signer } from "./sign.ts";

/**
 * Asks with an actor's key, and where that is not believed (401) once more with the one before it: GoToSocial goes by the
 * actor that it read up to six hours ago, and takes no new key until it reads it anew. What the second try does not mend
 * stays as it was first.
 */
export async function withEitherKey(
  key: ActorKey,
  ask: (signer: Signer) => Promise<FetchResponse>,
): Promise<FetchResponse> {
  const answer = await ask(key);
  if (answer.status !== 401 || key.former === null) return answer;
  const again = await ask(key.former);
  return again.status < 300 ? again : answer;
}
