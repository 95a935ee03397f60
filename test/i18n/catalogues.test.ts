import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Message } from "../../src/domain/message.ts";
import { sentences } from "../../src/domain/sentences.ts";
import { ar } from "../../src/i18n/ar.ts";
import { de } from "../../src/i18n/de.ts";
import { en } from "../../src/i18n/en.ts";
import { es } from "../../src/i18n/es.ts";
import { fr } from "../../src/i18n/fr.ts";
import { ja } from "../../src/i18n/ja.ts";
import { completeLanguages, type draftLanguages } from "../../src/i18n/languages.ts";
import { nl } from "../../src/i18n/nl.ts";
import { readSources, root } from "../helpers/sources.ts";

const complete: Record<(typeof completeLanguages)[number], Record<string, Message>> = { en, de, fr, es, ja, ar };
const drafts: Record<(typeof draftLanguages)[number], Record<string, Message>> = { nl };
const english: Record<string, Message> = en;

describe("catalogues", () => {
  for (const lang of completeLanguages) {
    const catalogue = complete[lang];

    it(`${lang} has every message, and no other`, () => {
      expect(Object.keys(catalogue).sort()).to.deep.equal(Object.keys(en).sort());
    });

    it(`${lang} has each plural form of the language, and no other`, () => {
      const categories = new Intl.PluralRules(lang).resolvedOptions().pluralCategories;
      for (const [key, message] of Object.entries(catalogue)) {
        if (typeof message === "string") expect(english[key], key).to.be.a("string");
        else expect(Object.keys(message), key).to.have.members(categories);
      }
    });
  }

  for (const [lang, catalogue] of Object.entries({ ...complete, ...drafts })) {
    it(`${lang} has the values of the English messages, and no empty text`, () => {
      for (const [key, message] of Object.entries(catalogue)) {
        const { [key]: original = "" } = english;
        const wanted = typeof original === "string" ? namesIn(original) : [...namesIn(original.other), "count"];
        for (const text of textsOf(message)) {
          expect(text, key).to.match(/^\S.*\S$/s);
          // “A comment”, “two comments”: a form that stands for one number need not show it.
          const names = typeof message === "string" ? namesIn(text) : [...namesIn(text), "count"];
          expect(new Set(names), key).to.deep.equal(new Set(wanted));
        }
      }
    });
  }

  it("say each message somewhere, and none that there is not", () => {
    const written = [...sourcesOf("src"), ...viewTexts()].join("\n");
    const named = new Set([...written.matchAll(/"([a-z]+\.[\w-]+)"/g)].map(([, key]) => key as string));
    const unsaid = Object.keys(en).filter(
      (key) => !named.has(key) && !key.startsWith("kind.") && !key.startsWith("script."),
    );
    expect(unsaid).to.deep.equal([]);
    const said = [...written.matchAll(/\b(?:t|parts|sentence)\(\s*"([^"]+)"/g)].map(([, key]) => key as string);
    expect(said.length).to.be.greaterThan(80);
    expect(said.filter((key) => !(key in en))).to.deep.equal([]);
  });

  it("send the browser part what it says, and nothing that it does not", () => {
    const client = sourcesOf("src/client").join("\n");
    const unused = Object.keys(en)
      .filter((key) => key.startsWith("script."))
      .filter((key) => !client.includes(`"${key.slice("script.".length)}"`));
    expect(unused).to.deep.equal([]);
    const said = [...client.matchAll(/\bword\("([^"]+)"/g)].map(([, key]) => `script.${key}`);
    expect(said.filter((key) => !(key in en))).to.deep.equal([]);
  });

  it("find a form, a value and a message that are missing", () => {
    expect(namesIn("{a} and {b}")).to.deep.equal(["a", "b"]);
    expect(textsOf({ one: "x", other: "y" })).to.deep.equal(["x", "y"]);
    expect(Object.keys(en)).to.include.members(Object.keys(sentences));
  });
});

function textsOf(message: Message): string[] {
  return typeof message === "string" ? [message] : Object.values(message);
}

function namesIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string))].sort();
}

function sourcesOf(folder: string): string[] {
  return readSources([folder])
    .filter(({ path }) => !path.startsWith("src/i18n/") && path !== "src/domain/sentences.ts")
    .map(({ text }) => text);
}

function viewTexts(): string[] {
  const folder = join(root, "views");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ejs"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
}
