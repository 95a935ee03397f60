import { type ApiToken, mostTokens, type Scope, scopes, tokenDays } from "../../domain/api-token.ts";
import type { Moderator } from "../../domain/moderator.ts";
import { asModerator, maxNameLength, type Person, tidyName } from "../../domain/person.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { seenEveryMs } from "../../domain/session.ts";
import { createWriteDown } from "../moderate/write-down.ts";

type Needs = Pick<World, "apiTokens" | "moderators" | "ids" | "secrets" | "clock" | "audit">;

/** By this, who finds a token in a public place knows what it is. */
const mark = "antiphon_";

/** Whom a program acts for, with what right, and how that is written down. */
export interface Bearer {
  person: Person;
  scopes: readonly Scope[];
  by: Moderator;
}

/** Tokens that people give to programs. Only keyed hashes are stored. */
export interface OwnTokens {
  list(person: Person): Promise<ApiToken[]>;
  /** A new token, shown this once. Throws `invalid` and `conflict`. */
  make(person: Person, asked: { name: string; scopes: readonly string[]; days: number }): Promise<string>;
  /** Throws `not-found` for one that is none of theirs. */
  remove(person: Person, id: string): Promise<void>;
  /** Whom a token stands for, if it and they are still let in; notices that it was used. */
  who(token: string): Promise<Bearer | null>;
}

/** Makes the tokens of a node. */
export function createOwnTokens(world: Needs): OwnTokens {
  const writeDown = createWriteDown(world);
  const idOf = (token: string) => world.secrets.sign("api token", token);
  const note = (person: Person, act: "token.add" | "token.remove", label: string, detail: string | null = null) =>
    writeDown({ by: asModerator(person), act, site: null, subject: person._id, label, detail });

  return {
    list: ({ _id }) => world.apiTokens.of(_id, world.clock.now()),
    async make(person, asked) {
      const name = tidyName(asked.name);
      const wanted = (Object.keys(scopes) as Scope[]).filter((scope) => asked.scopes.includes(scope));
      const days = tokenDays.find((known) => known === asked.days);
      if (name === "" || name.length > maxNameLength)
        throw new Problem("invalid", `Give it a name of at most ${maxNameLength} letters, so that you know it again.`);
      if (wanted.length === 0) throw new Problem("invalid", "Choose what it may be used for.");
      if (days === undefined) throw new Problem("invalid", "Choose how long it lasts.");
      if ((await world.apiTokens.of(person._id, world.clock.now())).length >= mostTokens)
        throw new Problem("conflict", `${mostTokens} tokens are the most: remove one first.`);
      const token = `${mark}${world.ids.token()}`;
      const createdAt = world.clock.now();
      const expiresAt = new Date(createdAt.getTime() + days * 86_400_000);
      const rest = { scopes: wanted, hint: token.slice(-4), createdAt, expiresAt, usedAt: null };
      await world.apiTokens.add({ _id: idOf(token), person: person._id, name, ...rest });
      await note(person, "token.add", name, wanted.join(", "));
      return token;
    },
    async remove(person, id) {
      const name = (await world.apiTokens.get(id, world.clock.now()))?.name ?? "";
      if (!(await world.apiTokens.remove(id, person._id)))
        throw new Problem("not-found", "There is no such token of yours any more.");
      await note(person, "token.remove", name);
    },
    async who(token) {
      const now = world.clock.now();
      const found = token.startsWith(mark) ? await world.apiTokens.get(idOf(token), now) : null;
      const person = found && (await world.moderators.get(found.person));
      if (!person || person.disabledAt !== null) return null;
      if (found.usedAt === null || now.getTime() - found.usedAt.getTime() >= seenEveryMs)
        await world.apiTokens.used(found._id, now);
      return { person, scopes: found.scopes, by: { id: person._id, name: `${person.name} (by “${found.name}”)` } };
    },
  };
}
