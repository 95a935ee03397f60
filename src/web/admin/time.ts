import { en } from "../../i18n/en.ts";
import { createWords } from "../../i18n/words.ts";

/** The moment of a date, as the owner's pages tell it. */
export const { moment } = createWords("en", en);
