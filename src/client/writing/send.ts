/** What a form holds, by the names of its fields. */
export type Fields = Record<string, string>;

/** Something that happens to a form before it is sent: it may take its time, add fields, or throw to stop it. */
export type Step = (fields: Fields, target: string) => void | Promise<void>;

/** Sends a form to the node and asks for a part of a page. Throws when nothing comes back in half a minute. */
export type Send = (target: string, fields: Fields) => Promise<Response>;

const patienceMs = 30_000;

/** Builds what sends forms, after the steps in their order. */
export function createSend(steps: readonly Step[]): Send {
  return async (target, given) => {
    const fields: Fields = { ...given, format: "fragment" };
    for (const step of steps) await step(fields, target);
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), patienceMs);
    return fetch(target, {
      method: "POST",
      body: new URLSearchParams(fields),
      credentials: "omit",
      headers: { Accept: "text/html" },
      signal: giveUp.signal,
    }).finally(() => clearTimeout(timer));
  };
}

/** What is in a form now. */
export function fieldsOf(form: HTMLFormElement): Fields {
  return Object.fromEntries(new FormData(form)) as Fields;
}

/** Names one message, so that sending it twice stores it once. Works on pages without https, too. */
export function randomWord(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => (byte + 256).toString(16).slice(1)).join("");
}
