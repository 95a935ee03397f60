import type { HookCall } from "../../domain/webhook.ts";

/** A request that carries JSON. */
export function jsonCall(
  url: string,
  value: unknown,
  { method = "POST", token = null }: { method?: HookCall["method"]; token?: string | null } = {},
): HookCall {
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
  return {
    url,
    method,
    headers: { "content-type": "application/json", ...authorization },
    body: JSON.stringify(value),
  };
}
