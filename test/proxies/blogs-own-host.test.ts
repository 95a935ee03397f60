import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { root } from "../helpers/sources.ts";
import { isInstalled, proxyKinds, type RunningProxy, startProxy } from "./helpers/proxies.ts";
import { type Answer, ask } from "./helpers/through.ts";

const page = readFileSync(join(root, "docs/integrations/fediverse.md"), "utf8");
const letsEncrypt = "/etc/letsencrypt/live/comments.example.org";

/** A host of the blog's own that serves nothing, with words of the documentation in it. */
const hosts: Record<string, (host: string, words: string) => string> = {
  nginx(host, words) {
    const tls = `listen 443 ssl; ssl_certificate ${letsEncrypt}/fullchain.pem; ssl_certificate_key ${letsEncrypt}/privkey.pem;`;
    const own = `${tls} server_name ${host}; location / { return 204; }`;
    return words.includes("server {") ? words.replace("# …", own) : `server { ${own}\n${words} }\n`;
  },
  Caddy: (host, words) => `${host} {\n${words}\nrespond 204\n}\n`,
  Apache: (host, words) => `<VirtualHost *:443>
  ServerName ${host}
  SSLEngine on
  SSLCertificateFile ${letsEncrypt}/fullchain.pem
  SSLCertificateKeyFile ${letsEncrypt}/privkey.pem
  ${words}
</VirtualHost>
`,
};

/** What the page says for a program, about something. */
function wordsFor(name: string, about: string): string {
  const blocks = [...page.matchAll(/^(\w+):\n```\w*\n(.*?)```/gms)];
  return blocks.find(([, program, words]) => program === name && words?.includes(about))?.[2] ?? "";
}

describe("the blog's own host, as the documentation says", function () {
  this.timeout(60_000);

  /** Runs a program with what the page says, and lets somebody ask it. */
  async function withHost(
    name: string,
    { host, about }: { host: string; about: string },
    work: (get: (path: string, headers?: Record<string, string>) => Promise<Answer>) => Promise<void>,
  ): Promise<boolean> {
    const kind = proxyKinds.find((one) => one.name === name);
    if (!kind || !isInstalled(kind)) {
      console.log(`SKIPPED: the blog's own host by way of ${name} (it is not installed)`);
      return false;
    }
    const words = wordsFor(name, about);
    expect(words, "the documentation has it").to.not.equal("");
    let proxy: RunningProxy | undefined;
    try {
      const running = await startProxy(kind, 1, { text: hosts[name]?.(host, words) ?? "", host });
      proxy = running;
      await work((path, headers = {}) => ask(running, { host, path, headers }));
      return true;
    } finally {
      await proxy?.close();
    }
  }

  for (const name of ["nginx", "Caddy", "Apache"]) {
    it(`sends those who look for the account on to the node, by way of ${name}`, async function () {
      const place = { host: "example.org", about: "/.well-known/webfinger" };
      const ran = await withHost(name, place, async (get) => {
        const path = "/.well-known/webfinger?resource=acct:blog%40example.org&rel=self";
        const { status, headers } = await get(path);
        expect(status).to.equal(302);
        expect(headers.location).to.equal(`https://comments.example.org${path}`);
        expect((await get("/other")).headers.location).to.equal(undefined);
      });
      if (!ran) this.skip();
    });
  }

  for (const name of ["nginx", "Caddy"]) {
    it(`sends servers that ask for a post on to its Note, and readers not, by way of ${name}`, async function () {
      const place = { host: "blog.example.org", about: "/ap/posts?url=" };
      const ran = await withHost(name, place, async (get) => {
        const accept =
          'application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams"';
        const { status, headers } = await get("/2026/a-post/", { accept });
        expect(status).to.equal(303);
        expect(headers.location).to.equal(
          "https://comments.example.org/ap/posts?url=https://blog.example.org/2026/a-post/",
        );
        expect((await get("/2026/a-post/", { accept: "text/html" })).status).to.be.oneOf([200, 204]);
      });
      if (!ran) this.skip();
    });
  }
});
