import { expect } from "chai";
import { sentence } from "../../src/domain/sentence.ts";
import { acceptedTags, directionOf, languageFor } from "../../src/i18n/languages.ts";
import { createTongues } from "../../src/i18n/tongues.ts";

const tongues = createTongues();
const moment = new Date("2026-11-04T15:05:00Z");

describe("words", () => {
  for (const [lang, count, text] of [
    ["en", 1, "1 comment"],
    ["en", 1234, "1,234 comments"],
    ["de", 1, "1 Kommentar"],
    ["de", 1234, "1.234 Kommentare"],
    ["fr", 0, "0 commentaire"],
    ["fr", 2, "2 commentaires"],
    ["fr", 1_000_000, "1 000 000 de commentaires"],
    ["es", 1_000_000, "1.000.000 de comentarios"],
    ["ja", 1234, "コメント1,234件"],
    ["ar", 1, "تعليق واحد"],
    ["ar", 2, "تعليقان"],
    ["ar", 3, "3 تعليقات"],
    ["ar", 11, "11 تعليقًا"],
    ["ar", 100, "100 تعليق"],
  ] as const) {
    it(`count ${count} comments in ${lang}`, () => {
      const said = tongues.speak(lang).t("thread.title", { count });
      expect(said.replace(/[\u00a0\u202f]/g, " ")).to.equal(text);
    });
  }

  for (const [lang, text, time] of [
    ["en", "4 Nov 2026, 15:05 UTC", "15:05 UTC"],
    ["de", "4. Nov. 2026, 15:05 UTC", "15:05 UTC"],
    ["fr", "4 nov. 2026, 15:05 UTC", "15:05 UTC"],
    ["es", "4 nov 2026, 15:05 UTC", "15:05 UTC"],
    ["ja", "2026年11月4日 15:05 UTC", "15:05 UTC"],
    ["ar", "4 نوفمبر 2026، 03:05 م UTC", "03:05 م UTC"],
  ] as const) {
    it(`tell a moment in ${lang}, the same for every reader`, () => {
      const words = tongues.speak(lang);
      const blanks = (written: string) => written.replace(/[\u00a0\u202f]/g, " ");
      expect(blanks(words.moment(moment).text)).to.equal(text);
      expect(words.moment(moment).iso).to.equal("2026-11-04T15:05:00.000Z");
      expect(blanks(words.timeOfDay(moment))).to.equal(time);
    });
  }

  it("say a sentence of a Problem in the reader's language, and plain words as they are", () => {
    const said = sentence("fault.tooLong", { max: 20_000, over: 1 });
    expect(said.text).to.equal("The comment is too long: 20,000 characters at most. Shorten it by 1.");
    expect(tongues.speak("de").said(said)).to.equal(
      "Der Kommentar ist zu lang: höchstens 20.000 Zeichen. Bitte um 1 kürzen.",
    );
    expect(tongues.speak("ja").said("The disk is full.")).to.equal("The disk is full.");
    expect(tongues.speak("de").said([sentence("fault.empty"), "Plain."])).to.equal(
      "Der Kommentar ist leer. Bitte zuerst etwas schreiben. Plain.",
    );
  });

  it("keep a name of the other direction from mixing up its neighbours", () => {
    expect(tongues.speak("en").t("comment.replyTo", { name: "Ada" })).to.equal("Reply to Ada");
    expect(tongues.speak("en").t("comment.replyTo", { name: "محمد" })).to.equal("Reply to \u2068محمد\u2069");
    expect(tongues.speak("ar").t("comment.replyTo", { name: "Ada" })).to.equal("رد على \u2068Ada\u2069");
    expect(tongues.speak("ar").t("comment.replyTo", { name: "محمد" })).to.equal("رد على محمد");
  });

  it("take a value as it is, whatever stands in it", () => {
    expect(tongues.english.t("comment.replyTo", { name: "{name} $& $1" })).to.equal("Reply to {name} $& $1");
  });

  it("come in pieces, for values in tags of their own", () => {
    expect(tongues.english.parts("fediverse.follow", { handle: "@a@b.example" })).to.deep.equal([
      { text: "Follow ", name: null },
      { text: "@a@b.example", name: "handle" },
      { text: " to get each new post at home.", name: null },
    ]);
  });

  it("of a draft fall back to English", () => {
    const dutch = tongues.speak("nl");
    expect(dutch.t("form.post")).to.equal("Reactie plaatsen");
    expect(dutch.said(sentence("fault.empty"))).to.equal("The comment is empty. Write something first.");
  });

  it("go along for the browser part, plural forms and all", () => {
    expect(JSON.parse(tongues.speak("de").script)).to.include({ deleted: "Gelöscht." });
  });
});

describe("languages", () => {
  for (const [tag, found] of [
    ["de", "de"],
    ["de-AT-1996", "de"],
    ["DE_ch", "de"],
    ["ar-Latn-EG", "ar"],
    ["deu", null],
    ["", null],
    ["-", null],
    ["x-klingon", null],
    ["constructor", null],
  ] as const) {
    it(`looks “${tag}” up`, () => {
      expect(languageFor(tag)).to.equal(found);
    });
  }

  it("are taken in the order of a reader's wishes", () => {
    expect(acceptedTags("fr;q=0.5, de-AT, en;q=0.8, ja;q=0")).to.deep.equal(["de-AT", "en", "fr"]);
    expect(acceptedTags("")).to.deep.equal([]);
    expect(acceptedTags("*;q=nonsense")).to.deep.equal([]);
    expect(tongues.speak(...acceptedTags("tlh, fr-CA;q=0.9, en;q=0.1")).lang).to.equal("fr");
  });

  it("are the node's own where none of the wishes can be met", () => {
    expect(tongues.speak("tlh", null, undefined, "").lang).to.equal("en");
    expect(createTongues("ja").speak("tlh").lang).to.equal("ja");
  });

  it("have a direction, and a script in the tag outweighs it", () => {
    const tags = ["ar", "he-IL", "fa", "ur", "de", "az-Arab", "ar-Latn", "yi"];
    expect(tags.filter((tag) => directionOf(tag) === "rtl")).to.deep.equal([
      "ar",
      "he-IL",
      "fa",
      "ur",
      "az-Arab",
      "yi",
    ]);
  });
});
