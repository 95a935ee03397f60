import { execFile } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect } from "chai";
import { SMTPServer } from "smtp-server";

const keys = fileURLToPath(new URL("../fixtures/keys/", import.meta.url));
const script = fileURLToPath(new URL("../helpers/post-letter.ts", import.meta.url));

/** Letters over TLS, to a server whose certificate an authority vouches for. */
describe("the post office over TLS", () => {
  for (const [manner, secure] of [
    ["TLS from the start", true],
    ["STARTTLS", false],
  ] as const)
    describe(manner, () => {
      let server: SMTPServer;
      let port: number;
      let seen: string[];
      beforeEach(async () => {
        seen = [];
        server = new SMTPServer({
          secure,
          key: readFileSync(`${keys}mail-server.pem`),
          cert: readFileSync(`${keys}mail-server.crt`),
          onAuth({ username, password }, { secure: isSafe }, done) {
            seen.push(`${username} ${password}, ${isSafe ? "over TLS" : "in the clear"}`);
            done(null, { user: username ?? "" });
          },
          onData(stream, _session, done) {
            seen.push("a letter");
            stream.resume().on("end", () => done());
          },
        });
        server.on("error", () => undefined);
        server.listen(0, "127.0.0.1");
        await once(server.server, "listening");
        port = (server.server.address() as AddressInfo).port;
      });
      afterEach(() => new Promise<void>((resolve) => server.close(resolve)));

      async function post(host: string, authority: string | null): Promise<{ kind: string; reason?: string }> {
        const trusted = authority === null ? {} : { NODE_EXTRA_CA_CERTS: `${keys}${authority}` };
        const address = `${secure ? "smtps" : "smtp"}://me:s3cret@${host}:${port}`;
        const run = promisify(execFile);
        const env = { ...process.env, NODE_EXTRA_CA_CERTS: "", ...trusted };
        const { stdout } = await run(process.execPath, ["--import", "tsx", script, address], { env });
        return JSON.parse(stdout) as { kind: string; reason?: string };
      }

      it("hands over password and letter where an authority that is trusted vouches for the server", async () => {
        expect(await post("127.0.0.1", "authority.crt")).to.deep.equal({ kind: "sent" });
        expect(seen).to.deep.equal(["me s3cret, over TLS", "a letter"]);
      });

      it("hands over nothing where nobody vouches for it, or for another name alone", async () => {
        const unknown = await post("127.0.0.1", null);
        expect(unknown.kind).to.equal("later");
        expect(unknown.reason).to.match(/certificate/);
        const other = await post("localhost", "authority.crt");
        expect(other.kind).to.equal("later");
        expect(other.reason).to.match(/altnames/);
        expect(seen).to.deep.equal([]);
      });
    });
});
