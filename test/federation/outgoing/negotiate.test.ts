import { expect } from "chai";
import { wantsActivity } from "../../../federation/negotiate.ts";

const profile = 'application/ld+json; profile="https://www.w3.org/ns/activitystreams"';

const wanting: [who: string, accept: string][] = [
  ["Mastodon, for a pasted address", `application/activity+json, ${profile}, text/html;q=0.1`],
  ["Mastodon, for an actor", `application/activity+json, application/ld+json`],
  ["GoToSocial", `application/activity+json,${profile}`],
  ["Lemmy", "application/activity+json"],
  ["Misskey", `application/activity+json, ${profile}`],
  ["Pleroma", "application/activity+json"],
  ["Pixelfed", profile],
  ["WordPress", "application/activity+json"],
  ["PeerTube", `application/activity+json, application/ld+json`],
  ["Fedify", `application/activity+json, application/ld+json`],
  ["a profile list with a comma", 'application/ld+json; profile="https://www.w3.org/ns/activitystreams, x"'],
  ["another spelling", "Application/Activity+JSON;Q=0.9"],
  ["both alike", "text/html, application/activity+json"],
];

const refusing: [who: string, accept: string | undefined][] = [
  ["nobody in particular", undefined],
  ["nothing", ""],
  ["curl", "*/*"],
  ["Firefox", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"],
  [
    "Chromium",
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7",
  ],
  ["plain JSON", "application/json"],
  ["a script", "application/json, text/plain, */*"],
  ["a browser that could read it", "text/html, application/activity+json;q=0.5"],
  ["refused by weight", "application/activity+json;q=0"],
  ["a broken weight", "application/activity+json;q=much"],
  ["a type inside a quoted text", 'text/plain; x="application/activity+json"'],
];

describe("what a request asks for", () => {
  for (const [who, accept] of wanting) {
    it(`is ActivityStreams: ${who}`, () => expect(wantsActivity(accept)).to.equal(true));
  }
  for (const [who, accept] of refusing) {
    it(`is a page: ${who}`, () => expect(wantsActivity(accept)).to.equal(false));
  }
});
