import { addresses } from "./addresses.ts";
import { breakouts } from "./breakouts.ts";
import { contexts } from "./contexts.ts";
import { encodings } from "./encodings.ts";
import { handlers } from "./handlers.ts";
import { markdown } from "./markdown.ts";
import { mutations } from "./mutations.ts";
import { resources } from "./resources.ts";
import { scripts } from "./scripts.ts";
import { type Family, numbered } from "./vector.ts";

/** Every family of attempts. */
export const families: readonly Family[] = [
  scripts,
  handlers,
  mutations,
  contexts,
  addresses,
  resources,
  markdown,
  breakouts,
  encodings,
];

/** Every attempt, numbered. */
export const vectors = numbered(families);
