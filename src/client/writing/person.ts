import type { Section } from "../reading/section.ts";
import type { Kept } from "./kept.ts";
import { type Fields, fieldsOf } from "./send.ts";

const names = ["author", "email", "website"];

/** Name, e-mail and website are kept on this device if the writer ticked that, and for no longer than they do. */
export interface Person {
  /** Fills a form with what is kept. */
  fill(form: HTMLFormElement): void;
  /** Keeps or forgets, as the tick says. */
  keep(fields: Fields): void;
}

/** The person who writes on this device. */
export function rememberPerson(kept: Kept): Person {
  return {
    fill(form) {
      const person = kept.read<Fields | null>("person", null);
      if (person) fill(form, person);
    },
    keep(fields) {
      const isKept = fields["remember"] && names.some((name) => fields[name]);
      kept.set("person", isKept ? JSON.stringify(fields, names) : "");
    },
  };
}

/** A reader's own server is kept if they ticked that when they went there. */
export function rememberHome({ find, onDrawn }: Section, kept: Kept): (form: HTMLFormElement) => void {
  onDrawn(() => {
    const server = kept.get("home");
    const form = find<HTMLFormElement>(".an-home");
    if (server && form) fill(form, { server });
  });
  return (form) => {
    const { remember, server = "" } = fieldsOf(form);
    kept.set("home", remember ? server : "");
  };
}

/** Fills what is empty in a form with what its writer wanted to be remembered. */
function fill({ elements }: HTMLFormElement, fields: Fields): void {
  for (const [name, value] of Object.entries(fields)) {
    const field = elements.namedItem(name) as HTMLInputElement | null;
    if (field) field.value ||= value;
  }
  const tick = elements.namedItem("remember") as HTMLInputElement | null;
  if (tick) tick.checked = true;
}
