import type { Section } from "../reading/section.ts";
import { word } from "./words.ts";

/** What a form holds, by the names of its fields. */
export type Fields = Record<string, string>;

/** What the node answered: a part of a page, empty when nothing came back. */
export interface Answer {
  /** Of HTTP; 0 when nothing came back in half a minute. */
  status: number;
  drawn: DocumentFragment;
  /** Why it was not done, should that not be plain from what was drawn. */
  problem: string;
}

/** Something that happens to a form before it is sent: it may take its time, add fields, or throw to stop it. */
export type Step = (fields: Fields, target: string) => void | Promise<void>;

/** Sends a form to the node. */
export type Send = (target: string, fields: Fields) => Promise<Answer>;

const patienceMs = 30_000;

/** Builds what sends forms of a section, after the steps in their order. */
export function createSend(section: Section, steps: readonly Step[]): Send {
  return async (target, given) => {
    const fields = { ...given };
    let status = 0;
    let html = "";
    try {
      for (const step of steps) await step(fields, target);
      const answer = await postTo(target, fields);
      html = await answer.text();
      status = answer.status;
    } catch {}
    const drawn = section.parse(html);
    const problem = drawn.querySelector(".an-problem")?.textContent?.trim() || word(section, "lost");
    return { status, drawn, problem };
  };
}

/** Posts fields and asks for a part of a page. Throws when nothing comes back in half a minute. */
export function postTo(target: string, fields: Fields): Promise<Response> {
  return fetch(target, {
    method: "POST",
    body: new URLSearchParams({ ...fields, format: "fragment" }),
    credentials: "omit",
    signal: AbortSignal.timeout(patienceMs),
  });
}

/** Whether a status of HTTP says that it was done. */
export function isFine(status: number): boolean {
  return status > 199 && status < 300;
}

/** What is in a form now. */
export function fieldsOf(form: HTMLFormElement): Fields {
  return Object.fromEntries(new FormData(form)) as Fields;
}
