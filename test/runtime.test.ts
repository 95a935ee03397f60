import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { isProblem } from "../src/domain/problem.ts";
import { findSecret, keyFileOf } from "../src/runtime/secret-file.ts";
import { createIds, createSecrets } from "../src/runtime.ts";

describe("runtime", () => {
  it("makes ids that are safe in any address, and never the same", () => {
    const ids = createIds();
    const made = Array.from({ length: 500 }, () => ids.opaque());
    expect(new Set(made).size).to.equal(500);
    for (const id of made) expect(id).to.match(/^[a-z2-7]{26}$/);
    expect(ids.token()).to.match(/^[\w-]{43}$/);
  });

  it("uses every letter of the alphabet", () => {
    const letters = new Set(Array.from({ length: 200 }, () => createIds().opaque()).join(""));
    expect(letters.size).to.equal(32);
  });

  it("verifies what it signed, for the same purpose, text and secret alone", () => {
    const secrets = createSecrets("one secret");
    const signature = secrets.sign("edit", "comment 1");
    expect(signature).to.match(/^[\w-]{43}$/);
    expect(secrets.verify("edit", "comment 1", signature)).to.equal(true);
    expect(secrets.verify("edit", "comment 2", signature)).to.equal(false);
    expect(secrets.verify("form", "comment 1", signature)).to.equal(false);
    expect(secrets.verify("edit", "comment 1", `${signature}x`)).to.equal(false);
    expect(secrets.verify("edit", "comment 1", "")).to.equal(false);
    expect(createSecrets("another").verify("edit", "comment 1", signature)).to.equal(false);
  });

  it("keeps purpose and text apart", () => {
    const secrets = createSecrets("one secret");
    expect(secrets.sign("a", "bc")).not.to.equal(secrets.sign("ab", "c"));
  });
});

describe("the secret", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "antiphon-secret-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const embedded = () => ({ secret: null, store: `sqlite:${folder}/deep/antiphon.db` });

  it("is the one that was set", async () => {
    expect(await findSecret({ ...embedded(), secret: "set by the operator" })).to.equal("set by the operator");
    expect(await readdir(folder)).to.deep.equal([]);
  });

  it("is made once beside the embedded database, for its user's eyes alone", async () => {
    const first = await findSecret(embedded());
    expect(first).to.match(/^[\w-]{43}$/);
    expect(await findSecret(embedded())).to.equal(first);
    const path = keyFileOf(embedded().store) as string;
    expect(path).to.equal(`${folder}/deep/antiphon.key`);
    expect((await stat(path)).mode & 0o777).to.equal(0o600);
    expect(await readdir(join(folder, "deep"))).to.deep.equal(["antiphon.key"]);
  });

  it("is one for all who start at the same time", async () => {
    const found = await Promise.all(Array.from({ length: 20 }, () => findSecret(embedded())));
    expect(new Set(found).size).to.equal(1);
    expect((await readFile(`${folder}/deep/antiphon.key`, "utf8")).trim()).to.equal(found[0]);
  });

  it("is a new one each time for a store in memory", async () => {
    const config = { secret: null, store: "sqlite::memory:" };
    expect(await findSecret(config)).not.to.equal(await findSecret(config));
  });

  it("is not made anew when the key file is damaged or cannot be had", async () => {
    await writeFile(join(folder, "antiphon.key"), "");
    const damaged = await findSecret({ secret: null, store: `sqlite:${folder}/antiphon.db` }).catch(
      (error: unknown) => error,
    );
    expect(isProblem(damaged, "internal") && damaged.message).to.contain("is damaged");
    const blocked = await findSecret({ secret: null, store: `sqlite:${folder}/antiphon.key/x.db` }).catch(
      (error: unknown) => error,
    );
    expect(isProblem(blocked, "internal") && blocked.message).to.contain("cannot be read or made");
  });
});
