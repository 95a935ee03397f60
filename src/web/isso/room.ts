import type { IssoSettings } from "../../domain/isso.ts";
import { createEditKeys, type EditKeys } from "../../usecases/visit/edit-key.ts";
import { createIssoTokens, type IssoTokens } from "../../usecases/visit/isso-tokens.ts";
import type { Web } from "../web.ts";
import { createKeptLists } from "./kept-lists.ts";

/** What Isso's routes share. */
export interface IssoRoom {
  web: Web;
  settings: IssoSettings;
  tokens: IssoTokens;
  /** What the use-cases ask for of who wrote a comment; a good token is worth one. */
  keys: EditKeys;
  /** Sends lists of comments in a form. */
  lists: ReturnType<typeof createKeptLists>;
}

/** Sets up what Isso's routes share. */
export function createIssoRoom(web: Web): IssoRoom {
  return {
    web,
    settings: web.settings.isso,
    tokens: createIssoTokens(web.world),
    keys: createEditKeys(web.world),
    lists: createKeptLists(web),
  };
}
