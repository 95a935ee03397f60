import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";

const loginMs = 24 * 3_600_000;

/** How long a session lasts, in milliseconds. */
export const sessionMs = 30 * 24 * 3_600_000;

/** Lets the owner in by a link that works once, and keeps them in. Only keyed hashes of the tokens are stored. */
export interface SignIn {
  /** A new token for a login link; it works once, within a day. */
  issueLogin(): Promise<string>;
  /** Whether a login token would work now; does not use it up, as mail scanners open links. */
  canUse(login: string): Promise<boolean>;
  /** Uses a login token up and opens a session; returns the session's token. Throws `forbidden` for a spent one. */
  open(login: string): Promise<string>;
  isOpen(session: string): Promise<boolean>;
  close(session: string): Promise<void>;
  /** The word that each form of a session carries, so that another site cannot send it. */
  formToken(session: string): string;
  isFormToken(session: string, word: string): boolean;
}

/** Makes the sign-in of a node. */
export function createSignIn(world: Pick<World, "tokens" | "ids" | "secrets" | "clock">): SignIn {
  const idOf = (kind: "login" | "session", token: string) => world.secrets.sign(`${kind} token`, token);
  const within = (ms: number) => new Date(world.clock.now().getTime() + ms);

  async function issue(kind: "login" | "session", ms: number): Promise<string> {
    const token = world.ids.token();
    await world.tokens.put({ id: idOf(kind, token), kind, expiresAt: within(ms) });
    return token;
  }

  return {
    issueLogin: () => issue("login", loginMs),
    canUse: (login) => world.tokens.has(idOf("login", login), "login", world.clock.now()),
    async open(login) {
      if (await world.tokens.take(idOf("login", login), "login", world.clock.now())) return issue("session", sessionMs);
      throw new Problem(
        "forbidden",
        "This login link was used before or has expired. Run “antiphon login” on the server to get a new one.",
      );
    },
    isOpen: (session) => world.tokens.has(idOf("session", session), "session", world.clock.now()),
    async close(session) {
      await world.tokens.take(idOf("session", session), "session", world.clock.now());
    },
    formToken: (session) => world.secrets.sign("form", session),
    isFormToken: (session, word) => world.secrets.verify("form", session, word),
  };
}
