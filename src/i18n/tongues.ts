import { ar } from "./ar.ts";
import type { Catalogue, Draft } from "./catalogue.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { ja } from "./ja.ts";
import { type completeLanguages, type draftLanguages, type Language, languageFor } from "./languages.ts";
import { nl } from "./nl.ts";
import { createWords, type Words } from "./words.ts";

const complete: Record<(typeof completeLanguages)[number], Catalogue> = { en, de, fr, es, ja, ar };
const drafts: Record<(typeof draftLanguages)[number], Draft> = { nl };
const catalogues: Record<Language, Draft> = { ...complete, ...drafts };

/** The languages of a node. */
export interface Tongues {
  /** What the owner's pages are written in. */
  readonly english: Words;
  /** The words of the first of these tags that there is a catalogue for, else those of the node's own language. */
  speak(...wanted: readonly (string | null | undefined)[]): Words;
}

/** The languages of a node that speaks `own` where nothing else is asked for. */
export function createTongues(own: Language = "en"): Tongues {
  const made = new Map<Language, Words>();

  function wordsIn(language: Language): Words {
    const words = made.get(language) ?? createWords(language, catalogues[language]);
    made.set(language, words);
    return words;
  }

  return {
    get english() {
      return wordsIn("en");
    },
    speak(...wanted) {
      for (const tag of wanted) {
        const language = tag ? languageFor(tag) : null;
        if (language) return wordsIn(language);
      }
      return wordsIn(own);
    },
  };
}
