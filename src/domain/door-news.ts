import type { Act, AuditEntry } from "./audit.ts";
import { wayWords } from "./session.ts";

type Entry = Pick<AuditEntry, "by" | "act" | "label" | "detail">;

/** What is told of an act, and whether the owners of the node hear of it besides whom it is about. */
interface News {
  owners: boolean;
  /** Null for what is no news. */
  say(entry: Entry): string | null;
}

const news: Partial<Record<Act, News>> = {
  "door.enter": {
    owners: false,
    say: ({ by, label, detail }) =>
      label === `by ${wayWords.link}` ? `${by.name} signed in by a login link (${detail ?? "a browser"}).` : null,
  },
  "password.set": { owners: false, say: ({ by }) => `${by.name} set a new password.` },
  "password.remove": { owners: false, say: ({ by }) => `${by.name} removed the password.` },
  "passkey.add": { owners: false, say: ({ by, label }) => `${by.name} made a passkey called “${label}”.` },
  "passkey.remove": { owners: false, say: ({ by, label }) => `${by.name} removed the passkey called “${label}”.` },
  "token.add": {
    owners: false,
    say: ({ by, label, detail }) => `${by.name} made a token for programs called “${label}” (${detail ?? ""}).`,
  },
  "person.invite": { owners: true, say: ({ by, label, detail }) => `${by.name} invited ${label} as ${detail ?? ""}.` },
  "person.link": { owners: true, say: ({ by, label }) => `${by.name} made a new login link for ${label}.` },
  "person.roles": {
    owners: true,
    say: ({ by, label, detail }) => `${by.name} changed what ${label} is: ${detail ?? ""}.`,
  },
  "person.disable": { owners: true, say: ({ by, label }) => `${by.name} kept ${label} out.` },
  "person.enable": { owners: true, say: ({ by, label }) => `${by.name} let ${label} in again.` },
};

/** What people are told of an act by which somebody’s way in was changed; null for every other act. */
export function doorNews(entry: Entry): { sentence: string; owners: boolean } | null {
  const found = news[entry.act];
  const sentence = found?.say(entry) ?? null;
  if (!found || sentence === null) return null;
  return { sentence: sentence.charAt(0).toUpperCase() + sentence.slice(1), owners: found.owners };
}
