import { readdirSync } from "node:fs";
import { expect } from "chai";
import { storeVersion } from "../../src/store/upgrades/all.ts";
import { root } from "../helpers/sources.ts";
import { type Cli, openCli } from "./helpers/node.ts";

const commands = [
  "serve",
  "person",
  "publish",
  "withdraw",
  "posts",
  "held",
  "approve",
  "hide",
  "spam",
  "delete",
  "dry-run",
  "block",
  "unblock",
  "blocks",
  "threads",
  "log",
  "deliveries",
  "audit",
  "author",
  "mail",
  "webhooks",
  "push",
  "login",
  "rotate-key",
  "seal",
  "import",
  "adopt",
  "export",
  "migrate",
  "backup",
  "restore",
  "config",
  "doctor",
  "inspect",
];

describe("antiphon", () => {
  let cli: Cli;
  beforeEach(async () => {
    cli = await openCli();
  });
  afterEach(() => cli.close());

  it("shows every command in its help, and exits well", async () => {
    expect(await cli.run("--help")).to.equal(0);
    for (const name of commands)
      expect(
        cli.out.some((line) => line.startsWith(`  ${name} `)),
        name,
      ).to.equal(true);
    expect(readdirSync(`${root}src/cli/commands`).sort()).to.deep.equal(commands.map((name) => `${name}.ts`).sort());
  });

  it("tells its version, and that of what it stores", async () => {
    expect(await cli.run("--version")).to.equal(0);
    expect(cli.out).to.deep.equal([`1.2.3 (store version ${storeVersion})`]);
  });

  for (const name of commands) {
    it(`has help for ${name}`, async () => {
      expect(await cli.run(name, "--help")).to.equal(0);
      expect(cli.out[0]).to.contain(`Usage: antiphon ${name}`);
    });
  }

  it("exits with 2 for what it does not understand, and says why on standard error", async () => {
    expect(await cli.run("aprove", "12")).to.equal(2);
    expect(cli.err.join("\n")).to.contain("unknown command 'aprove'").and.to.contain("approve");
    expect(await cli.run("approve")).to.equal(2);
    expect(await cli.run("migrate", "--from", "sqlite:a.db")).to.equal(2);
    expect(cli.out).to.deep.equal([]);
  });

  it("exits with 2 without a command, and shows what there is", async () => {
    expect(await cli.run()).to.equal(2);
    expect(cli.err.join("\n")).to.contain("Usage: antiphon");
  });

  it("exits with 2 for wrong settings, telling all of them", async () => {
    cli.env = { PORT: "x", ANTIPHON_SIT: "y" };
    expect(await cli.run("serve")).to.equal(2);
    expect(cli.err[0]).to.equal("2 settings are wrong:");
    expect(cli.err.join("\n"))
      .to.contain("ANTIPHON_SIT is no setting; did you mean ANTIPHON_SITE")
      .and.to.contain("PORT must be a number");
  });

  it("exits with 1 for what it did not foresee, without passwords", async () => {
    cli.compose = () => Promise.reject(new Error("connect mongodb://me:s3cr3t@db failed"));
    expect(await cli.run("blocks")).to.equal(1);
    expect(cli.err[0]).to.contain("did not foresee");
    expect(cli.err.join("\n")).to.contain("mongodb://…@db").and.not.to.contain("s3cr3t");
  });
});

describe("antiphon config", () => {
  let cli: Cli;
  beforeEach(async () => {
    cli = await openCli();
  });
  afterEach(() => cli.close());

  it("prints what is in force and where it came from", async () => {
    cli.env = { PORT: "9000", ANTIPHON_URL: "https://comments.example.com" };
    cli.files = { "antiphon.env": "PORT=7000\nANTIPHON_SITE=https://blog.example.org/\n# ANTIPHON_LOG=debug\n" };
    expect(await cli.run("config")).to.equal(0);
    const cells = cli.out.map((line) => line.split(/ {2,}/));
    expect(cells).to.deep.include(["PORT", "9000", "environment"]);
    expect(cells).to.deep.include(["ANTIPHON_SITE", "https://blog.example.org/", "antiphon.env"]);
    expect(cells).to.deep.include(["ANTIPHON_LOG", "info", "default"]);
    expect(cells).to.deep.include(["ANTIPHON_MODERATION", "by site", "store"]);
  });

  it("tells each line of antiphon.env that sets nothing, and quotes none of them", async () => {
    cli.files = { "antiphon.env": "PORT=7000\n\nmy secret words\n# a comment\nANTIPHON_LOG: debug\n\tPORT=1\n" };
    expect(await cli.run("config")).to.equal(2);
    expect(cli.err).to.deep.equal([
      "antiphon.env cannot be understood:",
      ...[3, 5, 6].map((line) => `  line ${line} is no NAME=value; write it so, or put a # before it.`),
    ]);
  });

  it("takes what a settings file may hold: quotes over lines, export, blanks, other line ends", async () => {
    const quoted = 'ANTIPHON_SECRET="a secret that is longer\nthan one line of text"\n';
    cli.files = {
      "antiphon.env": `\uFEFFexport PORT=7000\r\n  ANTIPHON_LOG = debug # words\r\n${quoted}ANTIPHON_HOST=::1`,
    };
    expect(await cli.run("config")).to.equal(0);
    const cells = cli.out.map((line) => line.split(/ {2,}/));
    for (const [name, value] of [
      ["PORT", "7000"],
      ["ANTIPHON_LOG", "debug"],
      ["ANTIPHON_HOST", "::1"],
    ])
      expect(cells).to.deep.include([name, value, "antiphon.env"]);
  });

  for (const [code, sentence] of [
    ["EISDIR", "antiphon.env is a folder"],
    ["EACCES", "antiphon.env cannot be read (no luck)"],
  ] as const) {
    it(`exits with 2 and a sentence when antiphon.env answers ${code}`, async () => {
      cli.readFile = () => Promise.reject(Object.assign(new Error("no luck"), { code }));
      expect(await cli.run("config")).to.equal(2);
      expect(cli.err.join("\n")).to.contain(sentence).and.not.to.contain("did not foresee");
    });
  }

  it("shows what became of each key of an Isso configuration", async () => {
    cli.files = { "isso.cfg": "[general]\nmax-age = 1h\n[guard]\nratelimit = 4\n[admin]\npassword = hunter2\n" };
    for (const args of [["--isso-config", "isso.cfg"], []]) {
      cli.env = args.length > 0 ? {} : { ANTIPHON_ISSO_CONFIG: "isso.cfg" };
      cli.out.length = 0;
      expect(await cli.run("config", ...args)).to.equal(0);
      const cells = cli.out.map((line) => line.trim().split(/ {2,}/));
      expect(cells).to.deep.include(["ANTIPHON_EDIT_TIME", "60 min", "Isso's file"]);
      expect(cells).to.deep.include(["[general] max-age", "1h", "taken as ANTIPHON_EDIT_TIME"]);
      expect(cells).to.deep.include(["[guard] ratelimit", "4", "taken as it is"]);
      expect(cli.out.join("\n")).to.match(/\[admin\] password +\(not shown\) +has no effect: .*antiphon login/);
      expect(cli.out.join("\n")).not.to.contain("hunter2");
    }
  });

  it("exits with 2 for an Isso configuration that is not there, or wrong", async () => {
    expect(await cli.run("serve", "--isso-config", "isso.cfg")).to.equal(2);
    expect(cli.err).to.deep.equal(["There is no Isso configuration isso.cfg."]);
    cli.files = { "isso.cfg": "[guard]\nratelimit = none\n" };
    expect(await cli.run("serve", "--isso-config", "isso.cfg")).to.equal(2);
    expect(cli.err.at(-1)).to.contain("line 2: [guard] ratelimit must be");
  });

  it("shows no secret", async () => {
    const secret = "correct-horse-battery-staple-32-x";
    cli.env = {
      ANTIPHON_SECRET: secret,
      ANTIPHON_STORE: "mongodb://me:hunter2@db/antiphon",
      ANTIPHON_SMTP: "smtps://me:hunter2@mail.example.org",
      ANTIPHON_MAIL_FROM: "comments@example.org",
    };
    expect(await cli.run("config")).to.equal(0);
    expect(cli.out.join("\n"))
      .to.contain("set (not shown)")
      .and.to.contain("mongodb://…@db/antiphon")
      .and.to.contain("smtps://…@mail.example.org");
    expect(cli.out.join("\n")).not.to.contain(secret).and.not.to.contain("hunter2");
  });
});
