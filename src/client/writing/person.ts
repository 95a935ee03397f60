import type { Section } from "../reading/section.ts";
import type { Kept } from "./kept.ts";
import type { Fields } from "./send.ts";

const names = ["author", "email", "website"];

/** Name, e-mail and website are kept on this device if the writer ticked that, and for no longer than they do. */
export interface Person {
  /** Fills a form with what is kept, or with what stood in the form before it. */
  fill(form: HTMLFormElement, before?: Fields): void;
  /** Keeps or forgets, as the tick says. */
  keep(fields: Fields): void;
}

/** The person who writes on this device. */
export function rememberPerson(kept: Kept): Person {
  function read(): Fields {
    try {
      return JSON.parse(kept.get("person") || "{}") as Fields;
    } catch {
      return {};
    }
  }

  return {
    fill(form, before = read()) {
      for (const name of names) {
        const field = form.elements.namedItem(name) as HTMLInputElement | null;
        if (field && !field.value && before[name]) field.value = before[name];
      }
      const tick = form.elements.namedItem("remember") as HTMLInputElement | null;
      if (tick && (before["remember"] || kept.get("person"))) tick.checked = true;
    },
    keep(fields) {
      const entries = names.map((name) => [name, fields[name] ?? ""]).filter(([, value]) => value);
      kept.set("person", fields["remember"] && entries.length ? JSON.stringify(Object.fromEntries(entries)) : "");
    },
  };
}

/** A reader's own server is kept if they ticked that when they went there. */
export function rememberHome({ find, onDrawn }: Section, kept: Kept): (form: HTMLFormElement) => void {
  onDrawn(() => {
    const home = kept.get("home");
    const server = find<HTMLInputElement>('.an-home [name="server"]');
    const tick = find<HTMLInputElement>('.an-home [name="remember"]');
    if (!home || !server || !tick || server.value) return;
    server.value = home;
    tick.checked = true;
  });
  return ({ elements }) => {
    const { server, remember } = elements as unknown as Record<string, HTMLInputElement>;
    kept.set("home", remember?.checked ? (server?.value ?? "") : "");
  };
}
