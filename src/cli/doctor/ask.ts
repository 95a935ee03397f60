/** What an address answered, or why it is of no use. */
export type Reply =
  | { kind: "answer"; status: number; type: string; location: string | null; text: string; date: Date | null }
  | { kind: "unreachable"; sentence: string };

/** A JSON answer; `wrong` where something else came. */
export type JsonReply =
  | { kind: "json"; body: Record<string, unknown>; type: string; date: Date | null }
  | { kind: "wrong" | "unreachable"; sentence: string };

const timeoutMs = 10_000;
const gateways = [502, 503, 504];

/** Asks one address as it is, following nothing. Never throws. */
export async function askAddress(address: string, headers: Record<string, string>, ask: typeof fetch): Promise<Reply> {
  try {
    const response = await ask(address, { headers, redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });
    if (gateways.includes(response.status)) {
      const sentence = `${address} answers ${response.status}: the proxy is there, the node behind it is not.`;
      return { kind: "unreachable", sentence };
    }
    const date = response.headers.get("date");
    return {
      kind: "answer",
      status: response.status,
      type: response.headers.get("content-type") ?? "",
      location: response.headers.get("location"),
      text: await response.text(),
      date: date === null ? null : new Date(date),
    };
  } catch (error) {
    return { kind: "unreachable", sentence: `${address} cannot be reached from here (${reasonOf(error)}).` };
  }
}

/** The same where JSON is expected. Never throws. */
export async function askJson(address: string, accept: string, ask: typeof fetch): Promise<JsonReply> {
  const reply = await askAddress(address, { accept }, ask);
  if (reply.kind !== "answer") return reply;
  const { status, location, type, date } = reply;
  if (status !== 200) {
    const where = location ? `, to ${location}` : "";
    return wrong(`${address} answers ${status}${where}. The proxy must hand this path to the node.`);
  }
  const body = parse(reply.text);
  if (body === null) return wrong(`${address} answers, but not with JSON. The proxy must hand this path to the node.`);
  return { kind: "json", body, type, date };
}

function wrong(sentence: string): JsonReply {
  return { kind: "wrong", sentence };
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
}
