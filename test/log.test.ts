import { expect } from "chai";
import { Problem } from "../src/domain/problem.ts";
import { createLog } from "../src/log.ts";

describe("log", () => {
  it("writes one JSON line an event, with level, time and sentence", () => {
    const [line] = logged((log) => log.info({ host: "a.example" }, "A delivery went out."));
    expect(line).to.include({ level: "info", host: "a.example", msg: "A delivery went out." });
    expect(String(line?.["time"])).to.match(/^\d{4}-\d\d-\d\dT/);
  });

  it("leaves out what is below its level", () => {
    expect(logged((log) => log.debug({}, "x"), "info")).to.deep.equal([]);
    expect(logged((log) => log.error({}, "x"), "silent")).to.deep.equal([]);
  });

  it("leaves secrets, mailboxes and cookies out, at the top and below", () => {
    const secret = "s3cr3t";
    const headers = {
      authorization: secret,
      cookie: secret,
      "set-cookie": secret,
      signature: secret,
      "signature-input": secret,
    };
    const [line] = logged((log) =>
      log.warn(
        { email: secret, token: secret, author: { email: secret }, headers, req: { headers } },
        "A stranger misbehaved.",
      ),
    );
    expect(JSON.stringify(line)).not.to.contain(secret);
    expect(line).to.have.property("author").that.deep.equals({ email: "[left out]" });
  });

  it("tells the kind of a problem and the stack of its cause, without passwords", () => {
    const cause = new Error("connect mongodb://me:s3cr3t@db/antiphon failed");
    const [line] = logged((log) => log.error({ error: new Problem("busy", "The store is away.", { cause }) }, "x"));
    const error = line?.["error"] as { kind: string; message: string; cause: { stack: string; message: string } };
    expect(error).to.include({ kind: "busy", message: "The store is away." });
    expect(error.cause.message).to.equal("connect mongodb://…@db/antiphon failed");
    expect(error.cause.stack).to.contain("log.test.ts");
    expect(JSON.stringify(line)).not.to.contain("s3cr3t");
  });
});

function logged(write: (log: ReturnType<typeof createLog>) => void, level: Parameters<typeof createLog>[0] = "debug") {
  const lines: string[] = [];
  write(createLog(level, { write: (line) => void lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}
