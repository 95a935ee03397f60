import { readFileSync } from "node:fs";
import { expect } from "chai";
import { maxReportWords } from "../src/domain/report.ts";
import { mostRehearsed } from "../src/usecases/moderate/dry-run.ts";
import { maxTextLength } from "../src/usecases/visit/comment-text.ts";
import { mostTold } from "../src/usecases/visit/read-conversation.ts";
import { pageSize } from "../src/usecases/visit/read-thread.ts";
import { maxName } from "../src/usecases/visit/visitor.ts";
import {
  askingForData,
  askingForNumbers,
  type Pace,
  posting,
  previewing,
  proving,
  reporting,
  signingIn,
  voting,
} from "../src/web/limits.ts";
import { readSources, root } from "./helpers/sources.ts";

describe("docs/limits.md", () => {
  const page = readFileSync(`${root}docs/limits.md`, "utf8");
  /** The rows of the table below a heading, by their first cell. */
  const rowsBelow = (heading: string) => {
    const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
    const rows = section.split("\n").filter((line) => line.startsWith("|"));
    return rows.slice(2).map((row) =>
      row
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  };
  const numberIn = (text = "") => Number(/\d[\d,]*/.exec(text)?.[0].replaceAll(",", ""));
  const inCode = (path: string, pattern: RegExp) =>
    Number(pattern.exec(readFileSync(`${root}src/${path}`, "utf8"))?.[1]?.replaceAll("_", ""));

  it("says what a comment may be, as the code has it", () => {
    const told = rowsBelow("What a comment may be").map(([part = "", taken]) => [part, numberIn(taken)]);
    const line = inCode("usecases/visit/visitor.ts", /maxLine = (\d+)/);
    expect(Object.fromEntries(told)).to.deep.equal({
      words: maxTextLength,
      name: maxName,
      mailbox: line,
      website: line,
      report: maxReportWords,
    });
  });

  it("says how much one network may do, as the code has it", () => {
    const told = rowsBelow("How much one network may do").map(([what, ...numbers]) => [what, numbers.map(numberIn)]);
    const paced = ({ burst, perMinute }: Pace) => [burst, Math.round(perMinute * 60)];
    expect(Object.fromEntries(told)).to.deep.equal({
      comments: paced(posting),
      previews: paced(previewing),
      votes: paced(voting),
      reports: paced(reporting),
      "letters with one's own data": paced(askingForData),
      "messages of a blog whose signature does not hold": paced(proving),
      "wrong words for `/metrics`": paced(askingForNumbers),
      "tries to sign in": paced(signingIn),
    });
  });

  it("says what costs much, and how that is bounded, as the code has it", () => {
    const told = rowsBelow("What costs much").map(([, bound]) => numberIn(bound));
    expect(told).to.deep.equal([
      inCode("net/guarded-fetch.ts", /overall: (\d+)/),
      inCode("net/guarded-fetch.ts", /perHost: (\d+)/),
      inCode("usecases/publish/open-thread.ts", /viewsPerMinute = (\d+)/),
      inCode("usecases/publish/open-thread.ts", /commentsPerMinute = (\d+)/),
      inCode("media/proxy.ts", /atOnce = (\d+)/),
      inCode("media/proxy.ts", /maxWaiting = (\d+)/),
      inCode("media/proxy.ts", /timeoutMs = ([\d_]+)/) / 1000,
      inCode("posts/manners.ts", /timeoutMs = ([\d_]+)/) / 1000,
      inCode("usecases/push/keep-telling.ts", /ofOneBlog: Bucket = { burst: (\d+)/),
      inCode("usecases/push/keep-telling.ts", /ofPings: Bucket = { burst: (\d+)/),
      inCode("web/push/routes.ts", /ghostsAtOnce = (\d+)/),
      inCode("web/push/hub-routes.ts", /feedsAtOnce = (\d+)/),
      inCode("web/live/streams.ts", /maxStreams = ([\d_]+)/),
      inCode("web/live/streams.ts", /maxOfNetwork = ([\d_]+)/),
      pageSize,
      mostTold,
      mostRehearsed,
    ]);
  });
});

describe("what docs/operations.md says of the log", () => {
  it("names lines that are written, and all about who was kept out", () => {
    const page = readFileSync(`${root}docs/operations.md`, "utf8");
    const section = page.split(/^## /m).find((part) => part.startsWith("Logs\n")) ?? "";
    const told = [...section.matchAll(/“([^”]+)”/g)].map(([, line = ""]) => line.replace(/ …$/, ""));
    const written = readSources(["src", "federation"]).flatMap(({ text }) =>
      [...text.matchAll(/log\.(?:info|warn|error)\([^;]*?["`]([A-Z][^"`]*)["`]/g)].map(([, line = ""]) => line),
    );
    expect(told.filter((line) => !written.some((one) => one.startsWith(line)))).to.deep.equal([]);
    expect(told).to.include.members(written.filter((line) => /not let in|may not do/.test(line)));
  });
});
