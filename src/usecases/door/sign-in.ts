import type { World } from "../../domain/ports.ts";
import { createLoginLinks, loginMs } from "./login-links.ts";
import { createKeepSignedIn, type Entrance, type SignedIn } from "./signed-in.ts";

/** Lets people in by a link that works once, keeps them in, and knows the forms of their pages. */
export interface SignIn {
  /** A new token for a login link of the first owner, or of the person named; it works once, within a day. */
  issueLogin(person?: string | null): Promise<string>;
  /** The name of whom a login token would let in now; null for a spent one. Uses nothing up. */
  canUse(login: string): Promise<string | null>;
  /** Uses a login token up and opens a session; returns the session's token. Throws `forbidden` for a spent one. */
  open(login: string, from?: Omit<Entrance, "way">): Promise<string>;
  who(session: string): Promise<SignedIn | null>;
  close(session: string): Promise<void>;
  /** The word that each form of a session carries, so that another site cannot send it. */
  formToken(session: string): string;
  isFormToken(session: string, word: string): boolean;
}

/** Makes the sign-in of a node. */
export function createSignIn(
  world: Pick<World, "tokens" | "moderators" | "sessions" | "ids" | "secrets" | "clock" | "audit">,
): SignIn {
  const links = createLoginLinks(world);
  const { open, who, close } = createKeepSignedIn(world);
  return {
    who,
    close,
    issueLogin: (person = null) => links.issue(person, loginMs),
    canUse: (login) => links.look(login),
    async open(login, from = { browser: "a browser", before: null }) {
      return open(await links.use(login), { way: "link", ...from });
    },
    formToken: (session) => world.secrets.sign("form", session),
    isFormToken: (session, word) => world.secrets.verify("form", session, word),
  };
}
