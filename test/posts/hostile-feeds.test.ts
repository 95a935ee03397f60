import { expect } from "chai";
import { feed, polled } from "./polled.ts";

const item = (title: string) =>
  `<rss version="2.0"><channel><title>${title}</title><link>https://blog.example/</link>
   <item><guid>1</guid><link>https://blog.example/a</link><title>${title}</title></item></channel></rss>`;

/** Ten entities, each ten of the one before: a billion words once they are unfolded. */
const laughs = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from(
  { length: 9 },
  (_, i) => `<!ENTITY lol${i + 1} "${`&lol${i === 0 ? "" : i};`.repeat(10)}">`,
).join("")}]>${item("&lol9;")}`;

const outside = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY web SYSTEM "https://evil.example/x">]>${item("&file;&web;")}`;

describe("hostile feeds", () => {
  it("are not unfolded: billion laughs cost next to nothing (CVE-2023-5588)", async () => {
    const before = process.cpuUsage();
    const memory = process.memoryUsage().rss;
    const { entries } = await polled(laughs);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).to.be.below(1000);
    expect(process.memoryUsage().rss - memory).to.be.below(200e6);
    expect(JSON.stringify(entries ?? []).length).to.be.below(10_000);
  });

  it("read no file and ask no address by an entity", async () => {
    const { entries, asked } = await polled(outside);
    expect(JSON.stringify(entries ?? [])).to.not.contain("root:");
    expect(asked.map(({ url }) => url)).to.deep.equal([feed]);
  });
});
