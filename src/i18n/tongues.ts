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

/** Language tags (BCP 47), the most wanted first. */
type Wanted = readonly (string | null | undefined)[];

/** The languages of a node. */
export interface Tongues {
  /** What the owner's pages are written in. */
  readonly english: Words;
  /** The words of the first of these tags that there is a catalogue for, else those of the node's own language. */
  speak(...wanted: Wanted): Words;
  /** The same among the languages that are complete: for what is read by itself, where two languages would stand side by side. */
  speakWhole(...wanted: Wanted): Words;
}

const isComplete = (language: Language) => language in complete;

/** The languages of a node that speaks `own` where nothing else is asked for. */
export function createTongues(own: Language = "en"): Tongues {
  const made = new Map<Language, Words>();

  function wordsIn(language: Language): Words {
    const words = made.get(language) ?? createWords(language, catalogues[language]);
    made.set(language, words);
    return words;
  }

  function firstOf(tags: Wanted, fits: (language: Language) => boolean): Language | undefined {
    return tags.flatMap((tag) => (tag && languageFor(tag)) || []).find(fits);
  }

  return {
    get english() {
      return wordsIn("en");
    },
    speak: (...wanted) => wordsIn(firstOf(wanted, () => true) ?? own),
    speakWhole: (...wanted) => wordsIn(firstOf([...wanted, own], isComplete) ?? "en"),
  };
}
