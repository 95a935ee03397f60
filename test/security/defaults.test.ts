import { readFileSync } from "node:fs";
import { expect } from "chai";
import { root } from "../helpers/sources.ts";

/** What somebody runs who changes nothing. */
describe("what is there by default", () => {
  const compose = readFileSync(`${root}docker-compose.yml`, "utf8");
  const image = readFileSync(`${root}Dockerfile`, "utf8");

  it("has no password or secret of its own: the start stops until they are set", () => {
    const secrets = [...compose.matchAll(/\$\{(\w*(?:SECRET|PASSWORD|KEY)\w*)([^}]*)\}/g)];
    expect(new Set(secrets.map(([, name]) => name))).to.include.members(["ANTIPHON_SECRET", "MONGO_PASSWORD"]);
    for (const [whole, , otherwise] of secrets) expect(otherwise, whole).to.match(/^:\?/);
  });

  it("is run without rights over the machine, for production, and reached through a proxy alone", () => {
    const stages = image.split(/^(?=FROM )/m);
    expect(stages.at(-1)).to.match(/^FROM isso\nUSER node\s*$/);
    const [isso = ""] = stages.filter((stage) => /^FROM \S+ AS isso\n/.test(stage));
    expect(isso)
      .to.match(/^ENV NODE_ENV=production/m)
      .and.match(/^ENTRYPOINT \["antiphon"\]$/m)
      .and.contain("docker/entry.sh /usr/local/bin/antiphon");
    const publishedBy = (services: string) =>
      [...services.matchAll(/^ +- "([^"]*):\d+(?:\/udp)?"$/gm)].map(([, where]) => where);
    const caddy = /\n {2}caddy:\n([\s\S]*?)\n\n/.exec(compose)?.[1] ?? "";
    expect(caddy).to.contain("profiles: [public]");
    expect(publishedBy(compose.replace(caddy, ""))).to.deep.equal(["127.0.0.1:${PUBLISHED_PORT:-8080}"]);
    expect(compose).to.not.match(/privileged|docker\.sock|network_mode: host|cap_add/);
  });

  it("keeps the database where nothing but the node reaches it", () => {
    const mongo = /\n {2}mongo:\n([\s\S]*?)\n\n/.exec(compose)?.[1] ?? "";
    expect(mongo).to.contain("networks: [back]").and.not.contain("ports:");
    expect(compose).to.match(/\n {2}back:\n {4}internal: true/);
  });

  it("holds what was built alone, and neither the history nor anybody’s settings", () => {
    expect(image)
      .to.contain("COPY --from=build /app/dist dist")
      .and.not.match(/COPY --from=build \/app \./);
    const ignored = readFileSync(`${root}.dockerignore`, "utf8").split("\n");
    expect(ignored).to.include.members([".git", ".env"]);
  });
});
