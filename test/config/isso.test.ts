import { expect } from "chai";
import { readDuration } from "../../src/config/duration.ts";
import { type IssoConfig, readIssoConfig } from "../../src/config/isso/read.ts";
import { rules } from "../../src/config/isso/rules.ts";
import { readConfig, type Variables } from "../../src/config.ts";
import { issoDefaults } from "../../src/domain/isso.ts";
import { isProblem } from "../../src/domain/problem.ts";

/** Reads keys given as `section.key`, each in a section of its own lines. */
function read(keys: Record<string, string>, set: Variables = {}): IssoConfig {
  const lines = Object.entries(keys).map(([name, value]) => {
    const at = name.lastIndexOf(".");
    return `[${name.slice(0, at)}]\n${name.slice(at + 1)} = ${value}`;
  });
  return readIssoConfig("isso.cfg", lines.join("\n"), {}, set);
}

function faultOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (isProblem(error, "invalid")) return error.message;
    throw error;
  }
  return "";
}

const mailed = { "general.reply-notifications": "true", "smtp.username": "me@a.example", "smtp.password": "p:w" };

/** A key, its text, what is set beside it, and the variables that come of it. */
const asVariables: [string, string, Record<string, string>, Variables][] = [
  ["general.host", "https://a.example", {}, { ANTIPHON_SITE: "https://a.example/" }],
  [
    "general.host",
    "\n  http://a.example\n  https://a.example\n  http://b.example:81/x",
    {},
    { ANTIPHON_SITE: "https://a.example/, http://b.example:81/" },
  ],
  ["general.max-age", "1h30m", {}, { ANTIPHON_EDIT_TIME: "1h30m" }],
  ["general.gravatar", "true", {}, { ANTIPHON_GRAVATAR: "on" }],
  ["general.latest-enabled", "yes", {}, { ANTIPHON_LATEST: "on" }],
  ["moderation.enabled", "true", {}, { ANTIPHON_MODERATION: "all" }],
  ["moderation.enabled", "off", {}, { ANTIPHON_MODERATION: "none" }],
  ["server.listen", "http://localhost:8081", {}, { ANTIPHON_HOST: "localhost", PORT: "8081" }],
  ["server.listen", "http://[::1]/", {}, { ANTIPHON_HOST: "::1", PORT: "80" }],
  ["server.public-endpoint", "https://c.example", {}, { ANTIPHON_URL: "https://c.example" }],
  ["server.trusted-proxies", "\n 10.0.0.1\n 10.0.0.2", {}, { ANTIPHON_TRUST_PROXY: "10.0.0.1, 10.0.0.2" }],
  [
    "smtp.security",
    "ssl",
    { ...mailed, "smtp.host": "mail.example", "smtp.port": "465" },
    {
      ANTIPHON_SMTP: "smtps://me%40a.example:p%3Aw@mail.example:465",
      ANTIPHON_MAIL_FROM: "me@a.example",
    },
  ],
  [
    "smtp.from",
    '"Blog" <b@a.example>',
    { "general.reply-notifications": "true" },
    { ANTIPHON_SMTP: "smtp://localhost:587", ANTIPHON_MAIL_FROM: '"Blog" <b@a.example>' },
  ],
  ["smtp.host", "mail.example", {}, {}],
  [
    "general.notify",
    "stdout, SMTP",
    { "smtp.host": "mail.example", "smtp.from": "Blog <b@a.example>", "smtp.to": "Me <me@a.example>" },
    {
      ANTIPHON_SMTP: "smtp://mail.example:587",
      ANTIPHON_MAIL_FROM: "Blog <b@a.example>",
      ANTIPHON_OWNER_MAIL: "me@a.example",
      ANTIPHON_OWNER_MAIL_ABOUT: "all",
    },
  ],
  [
    "smtp.to",
    "me@a.example",
    { "general.notify": "smtp", "smtp.from": "b@a.example" },
    {
      ANTIPHON_SMTP: "smtp://localhost:587",
      ANTIPHON_MAIL_FROM: "b@a.example",
      ANTIPHON_OWNER_MAIL: "me@a.example",
      ANTIPHON_OWNER_MAIL_ABOUT: "all",
    },
  ],
  [
    "smtp.username",
    "me@a.example",
    { "general.notify": "smtp" },
    {
      ANTIPHON_SMTP: "smtp://me%40a.example:@localhost:587",
      ANTIPHON_MAIL_FROM: "me@a.example",
      ANTIPHON_OWNER_MAIL: "me@a.example",
      ANTIPHON_OWNER_MAIL_ABOUT: "all",
    },
  ],
];

/** A key, its text, and the setting that comes of it. */
const asSettings: [string, string, (config: IssoConfig) => unknown, unknown][] = [
  ["general.dbpath", "/var/lib/isso/comments.db", ({ database }) => database, "/var/lib/isso/comments.db"],
  ["guard.enabled", "false", ({ settings }) => settings.guard.enabled, false],
  ["guard.ratelimit", "7", ({ settings }) => settings.guard.ratelimit, 7],
  ["guard.direct-reply", "8", ({ settings }) => settings.guard.directReply, 8],
  ["guard.reply-to-self", "true", ({ settings }) => settings.guard.replyToSelf, true],
  ["guard.require-author", "true", ({ settings }) => settings.guard.requireAuthor, true],
  ["guard.require-email", "true", ({ settings }) => settings.guard.requireEmail, true],
  ["guard.website-field", "false", ({ settings }) => settings.websiteField, false],
  ["hash.salt", "pepper", ({ hash }) => hash.salt, "pepper"],
  ["hash.algorithm", "sha1", ({ hash }) => hash.algorithm, "sha1"],
  ["rss.limit", "12", ({ settings }) => settings.feedLimit, 12],
];

/** Keys without an effect, with a text each. */
const idle: Record<string, string> = {
  "general.name": "blog",
  "general.notify": "smtp",
  "general.log-file": "/var/log/isso.log",
  "general.gravatar-url": "https://www.gravatar.com/avatar/{}?d=identicon",
  "admin.enabled": "true",
  "admin.password": "hunter2",
  "moderation.approve-if-email-previously-approved": "true",
  "moderation.purge-after": "30d",
  "server.reload": "off",
  "server.profile": "off",
  "server.samesite": "None",
  "smtp.to": "me@a.example",
  "smtp.timeout": "10",
  "markup.renderer": "mistune",
  "markup.allowed-elements": "img, details",
  "markup.allowed-attributes": "src",
  "markup.mistune.plugins": "table",
  "markup.mistune.parameters": "hard_wrap",
  "markup.misaka.options": "autolink",
  "markup.misaka.flags": "hard-wrap",
  "rss.base": "https://a.example",
};

describe("an Isso configuration", () => {
  for (const [name, text, beside, variables] of asVariables) {
    it(`takes ${name} = ${text.replaceAll(/\s+/g, " ")} as ${Object.keys(variables).join(" and ") || "nothing"}`, () => {
      const config = read({ [name]: text, ...beside });
      expect(config.variables).to.deep.equal(variables);
      expect(() => readConfig({}, {}, config)).to.not.throw();
    });
  }

  for (const [name, text, pick, value] of asSettings) {
    it(`takes ${name} as it is`, () => {
      const config = read({ [name]: text });
      expect(pick(config)).to.deep.equal(value);
      expect(pick(read({}))).to.not.deep.equal(value);
      expect(config.notes.map(({ sentence }) => sentence)).to.deep.equal(["taken as it is"]);
    });
  }

  for (const [name, text] of Object.entries(idle)) {
    it(`says that ${name} has no effect, and why`, () => {
      const config = read({ [name]: text });
      expect(config.variables).to.deep.equal({});
      expect(config.settings).to.deep.equal(issoDefaults);
      expect(config.notes).to.have.length(1);
      expect(config.notes[0]).to.include({ idle: true, line: 2 });
      expect(config.notes[0]?.sentence).to.match(/^has no effect: \S.{15,}/);
    });
  }

  it("knows every key of Isso's, and this table every key", () => {
    const mail = Object.keys(rules).filter((name) => /^smtp\.|reply-notifications$/.test(name));
    const told = [
      ...asVariables.map(([name]) => name),
      ...asSettings.map(([name]) => name),
      ...Object.keys(idle),
      ...mail,
    ];
    expect([...new Set(told)].sort()).to.deep.equal(Object.keys(rules).sort());
  });

  it("stops at nothing that Isso has under another name or in a later version", () => {
    const [note] = read({ "webhook.url": "https://hook.example" }).notes;
    expect(note).to.include({ idle: true, key: "[webhook] url" });
  });

  it("is read as Python reads it: comments, colons, long values, variables of the environment", () => {
    const text = [
      "; a comment",
      "[General]",
      "# host = https://no.example",
      "Host:",
      "    https://a.example",
      "    # not this one",
      "",
      "    $OTHER/",
      "max-age=20m",
      "[hash]",
      "salt = ${SALT} and $NOTHING",
    ].join("\r\n");
    const config = readIssoConfig("isso.cfg", `\uFEFF${text}`, { OTHER: "https://b.example", SALT: "pepper" }, {});
    expect(config.variables).to.deep.equal({
      ANTIPHON_SITE: "https://a.example/, https://b.example/",
      ANTIPHON_EDIT_TIME: "20m",
    });
    expect(config.hash.salt).to.equal("pepper and $NOTHING");
    expect(config.notes.map(({ line }) => line)).to.deep.equal([4, 9, 11]);
  });

  it("tells every fault at once, with its line and key", () => {
    const text = "oops = 1\n[guard]\nratelimit = many\nratelimit = 2\nenabled = perhaps\n[smtp]\nport = smtp";
    expect(faultOf(() => readIssoConfig("isso.cfg", text, {}, {})).split("\n")).to.deep.equal([
      "isso.cfg cannot be used:",
      "  line 1: stands before any [section].",
      "  line 3: [guard] ratelimit must be a whole number of at least 1.",
      "  line 4: sets [guard] ratelimit again, after line 3.",
      "  line 5: [guard] enabled must be true or false.",
      "  line 7: [smtp] port must be a whole number of at least 1.",
    ]);
  });

  it("names line and key where a variable made of it is wrong", () => {
    const config = read({ "server.public-endpoint": "https://a.example/isso" });
    expect(faultOf(() => readConfig({}, {}, config))).to.contain(
      "[server] public-endpoint in line 2 of isso.cfg, as ANTIPHON_URL, must name scheme, host and port alone",
    );
  });

  it("loses against what is set otherwise, and says so", () => {
    const set = { ANTIPHON_URL: "https://c.example" };
    const isso = read({ "server.public-endpoint": "https://old.example", "general.max-age": "1h" }, set);
    const config = readConfig({}, set, isso);
    expect(config).to.include({ url: "https://c.example", editMs: 3_600_000 });
    expect(config.origins).to.include({ ANTIPHON_URL: "antiphon.env", ANTIPHON_EDIT_TIME: "Isso's file" });
    expect(isso.notes[0]?.sentence).to.equal("has no effect; ANTIPHON_URL is set and wins");
  });

  it("shows no secret", () => {
    const config = read({ ...mailed, "admin.password": "hunter2", "hash.salt": "pepper" });
    expect(JSON.stringify(config.notes)).to.not.match(/hunter2|pepper|p:w/);
  });
});

describe("a length of time", () => {
  const times: [string, number | null][] = [
    ["3w2d1h30m15s", (23 * 86_400 + 5_415) * 1000],
    ["15m", 900_000],
    ["90", 90_000],
    ["1h15", null],
    ["m", null],
    ["", null],
    ["15 m", null],
  ];
  for (const [text, ms] of times) it(`is ${ms} ms for “${text}”`, () => void expect(readDuration(text)).to.equal(ms));

  it("is between a minute and a month for editing", () => {
    for (const wrong of ["30s", "5w", "soon"])
      expect(() => readConfig({ ANTIPHON_EDIT_TIME: wrong })).to.throw("1m to 31d");
  });
});
