import { expect } from "chai";
import { blockId } from "../../../../src/domain/block.ts";
import { Problem } from "../../../../src/domain/problem.ts";
import { faultOf, tooLate } from "../../../../src/net/faults.ts";
import { aComment } from "../../../helpers/comment.ts";
import { type Answer, aFollower, start, type TestNode } from "../node.ts";
import { aNodeWithAPost, answering, day, hour, minute, passTime, queue } from "./setting.ts";

const inbox = "https://one.example/users/bob/inbox";

describe("the answer to a delivery", () => {
  let node: TestNode;

  beforeEach(async () => {
    node = await aNodeWithAPost();
    await node.repos.followers.put(aFollower("one.example", { inbox, sharedInbox: null }));
    await queue(node, [inbox]);
  });
  afterEach(() => node.close());

  const followers = () => node.repos.followers.count("blog");
  const counts = () => node.repos.jobs.count();

  /** Answers the tries in turn while a month passes. Returns when each try was made. */
  async function tries(...answers: Answer[]): Promise<number[]> {
    const at = answering(node, answers);
    await passTime(node, 30 * day);
    return at;
  }

  it("posts the body as it is stored, typed and signed", async () => {
    await node.worker.drain();
    const [seen] = node.seen;
    expect(seen).to.include({ url: inbox, method: "POST", body: '{"type":"Create"}' });
    expect(seen?.headers).to.include({ "content-type": "application/activity+json" });
    expect(seen?.headers["signature"]).to.contain('headers="(request-target) host date digest content-type"');
  });

  for (const status of [200, 201, 202, 204]) {
    it(`${status}: it is done, and nothing is kept of the host`, async () => {
      expect(await tries({ status })).to.have.length(1);
      expect(await counts()).to.deep.equal({ waiting: 0, failed: 0 });
      expect(await node.repos.hosts.get("one.example")).to.equal(null);
    });
  }

  for (const status of [413, 422, 405, 301]) {
    it(`${status}: it is given up at once, and kept for the owner`, async () => {
      expect(await tries({ status })).to.have.length(1);
      expect(await counts()).to.deep.equal({ waiting: 0, failed: 1 });
      expect(await followers()).to.equal(1);
    });
  }

  it("400: it is asked once more in the other dialect, and given up", async () => {
    expect(await tries({ status: 400 })).to.deep.equal([0, 0]);
    expect(await counts()).to.deep.equal({ waiting: 0, failed: 1 });
  });

  for (const status of [401, 403]) {
    it(`${status}: it is asked once more in the other dialect, and then noted as refused`, async () => {
      expect(await tries({ status })).to.deep.equal([0, 0]);
      expect(await counts()).to.deep.equal({ waiting: 0, failed: 1 });
      expect(await followers()).to.equal(1);
      expect(await node.repos.hosts.get("one.example")).to.deep.include({ refusals: 1, refusedSince: start });
    });
  }

  it("401, then 202 to what comes next: the host refuses no more", async () => {
    await tries({ status: 401 });
    await node.repos.bodies.put("accept.0a.1", "blog", "{}", start);
    await queue(node, [inbox], "accept.0a.1");
    await tries({ status: 202 });
    expect(await node.repos.hosts.get("one.example")).to.deep.include({ refusals: 0, refusedSince: null, fault: null });
  });

  it("404 three times over seven days: the follower goes", async () => {
    const at = await tries({ status: 404 });
    expect(at).to.have.length(3);
    expect(at[1]).to.be.below(7 * day);
    expect(at[2]).to.be.at.least(7 * day);
    expect(await followers()).to.equal(0);
    expect(await counts()).to.deep.equal({ waiting: 0, failed: 0 });
  });

  it("404 twice, then 202: the follower stays", async () => {
    expect(await tries({ status: 404 }, { status: 404 }, { status: 202 })).to.have.length(3);
    expect(await followers()).to.equal(1);
  });

  it("410: the follower goes at once, and all that waits for the inbox", async () => {
    await node.repos.bodies.put("accept.0a.1", "blog", "{}", start);
    await queue(node, [inbox, "https://one.example/users/eve/inbox"], "accept.0a.1");
    await node.repos.followers.put(aFollower("one.example", { _id: "blog eve", inbox: "https://one.example/eve" }));
    node.answer(({ url }) => ({ status: url === inbox ? 410 : 202 }));
    await node.worker.drain();
    expect(node.seen.map(({ url }) => url).sort()).to.deep.equal(["https://one.example/users/eve/inbox", inbox].sort());
    expect(await followers()).to.equal(1);
    expect(await counts()).to.deep.equal({ waiting: 0, failed: 0 });
  });

  for (const [name, answer] of Object.entries<Answer>({
    "408": { status: 408 },
    "500": { status: 500 },
    "503": { status: 503 },
    "429": { status: 429 },
    "a timeout": tooLate("one.example", true, 10_000),
    NXDOMAIN: faultOf("one.example", Object.assign(new Error(), { code: "ENOTFOUND" })),
    "a TLS error": faultOf("one.example", Object.assign(new Error(), { code: "CERT_HAS_EXPIRED" })),
    "an endless answer": new Problem("too-large", "The answer is longer than 1 MB."),
  })) {
    it(`${name}: it is tried eleven times over about five days, and the follower stays`, async () => {
      const at = await tries(answer);
      expect(at).to.have.length(11);
      const waits = at.slice(1).map((time, i) => time - (at[i] as number));
      const expected = [minute, 5 * minute, 30 * minute, 2 * hour, 6 * hour, 12 * hour, day, day, day, day];
      for (const [i, wait] of waits.entries()) expect(wait / (expected[i] as number)).to.be.within(0.8, 1.2);
      expect(await counts()).to.deep.equal({ waiting: 0, failed: 1 });
      expect(await followers()).to.equal(1);
    });
  }

  it("keeps for the owner what went wrong in plain words", async () => {
    await tries(faultOf("one.example", Object.assign(new Error(), { code: "CERT_HAS_EXPIRED" })));
    expect((await node.repos.hosts.get("one.example"))?.fault).to.equal("The certificate of one.example is not valid.");
  });

  it("500, then 200: it gets through, and the host is in good health again", async () => {
    expect(await tries({ status: 500 }, { status: 500 }, { status: 200 })).to.have.length(3);
    expect(await counts()).to.deep.equal({ waiting: 0, failed: 0 });
    expect(await node.repos.hosts.get("one.example")).to.deep.include({ failures: 0, failingSince: null, fault: null });
  });

  it("signs each try anew", async () => {
    await tries({ status: 500 }, { status: 202 });
    const [first, second] = node.seen;
    expect(second?.headers["date"]).not.to.equal(first?.headers["date"]);
    expect(second?.headers["signature"]).not.to.equal(first?.headers["signature"]);
  });

  const asked: [name: string, header: string, from: number, to: number][] = [
    ["seconds", "7200", 2 * hour, 2 * hour],
    ["a date", new Date(start.getTime() + 3 * hour).toUTCString(), 3 * hour, 3 * hour],
    ["an absurdly long time, for a day", "99999999999", day, day],
    ["a date in the past, not at all", "Mon, 01 Jan 2001 00:00:00 GMT", 0.8 * minute, 1.2 * minute],
    ["nonsense, not at all", "soon", 0.8 * minute, 1.2 * minute],
    ["a negative number, not at all", "-5", 0.8 * minute, 1.2 * minute],
  ];
  for (const [name, header, from, to] of asked) {
    it(`429 with Retry-After: it waits as it is asked to: ${name}`, async () => {
      const at = await tries({ status: 429, headers: { "retry-after": header } }, { status: 202 });
      expect(at[1]).to.be.within(from, to);
    });
  }

  it("429 with Retry-After: nothing else is sent to the host meanwhile", async () => {
    await node.repos.bodies.put("accept.0a.1", "blog", "{}", start);
    await queue(node, ["https://one.example/users/eve/inbox"], "accept.0a.1");
    const at = await tries({ status: 429, headers: { "retry-after": "7200" } }, { status: 202 });
    expect(at).to.deep.equal([0, 2 * hour, 2 * hour]);
  });

  it("is given up when the guard refuses the address, which says nothing of the host", async () => {
    expect(await tries(new Problem("forbidden", "one.example leads to a private address."))).to.have.length(1);
    expect(await counts()).to.deep.equal({ waiting: 0, failed: 1 });
    expect(await node.repos.hosts.get("one.example")).to.equal(null);
  });

  it("is given up when its body is not kept any more", async () => {
    await node.store.sweep(new Date(start.getTime() + 15 * 24 * hour));
    await tries({ status: 202 });
    expect(node.seen).to.have.length(0);
    expect(await counts()).to.deep.equal({ waiting: 0, failed: 1 });
  });

  describe("where the inbox is a shared one", () => {
    const shared = "https://many.example/inbox";
    const own = (name: string) => `https://many.example/users/${name}/inbox`;

    beforeEach(async () => {
      await node.repos.jobs.dropLane("deliver", "one.example");
      for (const name of ["ann", "ben"]) {
        const given = { _id: `blog ${name}`, remote: `https://many.example/users/${name}`, inbox: own(name) };
        await node.repos.followers.put(aFollower("many.example", { ...given, sharedInbox: shared }));
      }
      await queue(node, [shared]);
    });

    for (const status of [404, 405]) {
      it(`${status}: those behind it are told at their own, now and from now on`, async () => {
        node.answer(({ url }) => ({ status: url === shared ? status : 202 }));
        await passTime(node, 30 * day);
        expect(node.seen.map(({ url }) => url)).to.deep.equal([shared, own("ann"), own("ben")]);
        expect(await followers()).to.equal(3);
        const inboxes: string[] = [];
        for await (const page of node.repos.followers.inboxes("blog")) inboxes.push(...page);
        expect(inboxes)
          .to.include.members([own("ann"), own("ben")])
          .and.not.include(shared);
        expect(await counts()).to.deep.equal({ waiting: 0, failed: 0 });
      });
    }

    it("410: all behind it are gone", async () => {
      node.answer(() => ({ status: 410 }));
      await passTime(node, 30 * day);
      expect(node.seen).to.have.length(1);
      expect(await followers()).to.equal(1);
    });
  });

  describe("that waited", () => {
    const block = { _id: "host:one.example", kind: "host" as const, value: "one.example", label: "", note: "" };

    beforeEach(async () => {
      node.answer(() => ({ status: 500 }));
      await node.worker.drain();
      node.seen.length = 0;
    });

    it("is dropped when the post was withdrawn meanwhile", async () => {
      const thread = await node.repos.threads.get("tea");
      await node.repos.threads.change(thread as NonNullable<typeof thread>, { announcement: "withdrawn" });
      expect(await tries({ status: 202 })).to.have.length(0);
      expect(await counts()).to.deep.equal({ waiting: 0, failed: 0 });
    });

    it("is dropped when the server was blocked meanwhile", async () => {
      await node.repos.blocks.put({ ...block, createdAt: start });
      expect(await tries({ status: 202 })).to.have.length(0);
    });

    for (const [site, sent] of [
      ["site", 0],
      ["other", 1],
    ] as const)
      it(`is ${sent ? "sent" : "dropped"} when the server was blocked meanwhile by ${sent ? "another blog" : "its blog"}`, async () => {
        await node.repos.blocks.put({ ...block, _id: blockId("host", "one.example", site), site, createdAt: start });
        expect(await tries({ status: 202 })).to.have.length(sent);
      });

    it("is dropped as a superseded Update when a newer one follows, while the Create still goes", async () => {
      const comment = aComment({ _id: "c1", thread: "tea", federate: true, told: { first: 1, last: 3 }, version: 3 });
      await node.repos.comments.add(comment);
      for (const name of ["comment.c1.create.1", "comment.c1.update.2", "comment.c1.update.3"]) {
        await node.repos.bodies.put(name, "blog_guests", `"${name}"`, start);
        await queue(node, [inbox], name);
      }
      await tries({ status: 202 });
      expect(node.seen.map((seen) => seen.body)).to.include.members(['"comment.c1.create.1"', '"comment.c1.update.3"']);
      expect(node.seen.map((seen) => seen.body)).not.to.include('"comment.c1.update.2"');
    });
  });

  it("is not even asked for when the server was blocked while it stood in line", async () => {
    const block = { _id: "host:one.example", kind: "host" as const, value: "one.example", label: "", note: "" };
    await node.repos.blocks.put({ ...block, createdAt: start });
    await node.worker.drain();
    expect(node.seen).to.deep.equal([]);
    expect(await counts()).to.deep.equal({ waiting: 0, failed: 0 });
  });

  it("costs the store one look-up of a kind, however many are on their way together", async () => {
    const looks = { bodies: 0, blocks: 0 };
    const { bodies, blocks } = node.repos;
    const [get, among] = [bodies.get, blocks.among];
    bodies.get = (id) => {
      looks.bodies += 1;
      return get(id);
    };
    blocks.among = (ids) => {
      looks.blocks += 1;
      return among(ids);
    };
    await queue(
      node,
      Array.from({ length: 63 }, (_, i) => `https://h${i}.example/inbox`),
    );
    await node.worker.drain();
    expect(node.seen).to.have.length(64);
    expect(looks).to.deep.equal({ bodies: 1, blocks: 1 });
  });
});
