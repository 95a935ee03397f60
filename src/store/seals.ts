import { Problem } from "../domain/problem.ts";
import type { PushKey } from "../domain/push.ts";
import type { Seal, SealCount, Seals } from "../domain/seal.ts";
import type { Site } from "../domain/site.ts";
import type { Subscription } from "../domain/subscription.ts";
import type { Webhook } from "../domain/webhook.ts";
import type { Collections } from "./collections.ts";
import type { Setting, StoredKey } from "./documents.ts";
import {
  isSecretSetting,
  keyPlace,
  pushKeyPlace,
  settingPlace,
  sitePlace,
  subscriptionPlace,
  webhookPlace,
} from "./secret-places.ts";

/** Everything of one document that can be sealed, and how it is put in its place if nobody changed it meanwhile. */
interface Secret {
  place: string;
  texts: string[];
  put(texts: string[]): Promise<unknown>;
}

/**
 * All secrets of a store that can be sealed: the private keys of actors, the addresses and secrets of webhooks, what blogs
 * and hubs sign with, the keys by which posts are read, and the settings that are secrets.
 */
export function createSeals(
  docs: Pick<Collections, "keys" | "settings" | "sites" | "webhooks" | "pushKeys" | "subscriptions">,
  seal: Seal,
): Seals {
  const ofKey = ({ _id, privatePem, next }: StoredKey): Secret => ({
    place: keyPlace(_id),
    texts: next === undefined ? [privatePem] : [privatePem, next.privatePem],
    put: ([current = "", planned]) =>
      docs.keys.updateOne(
        { _id, privatePem, "next.privatePem": next?.privatePem ?? null },
        { $set: { privatePem: current, ...(planned === undefined ? {} : { "next.privatePem": planned }) } },
      ),
  });

  const ofWebhook = ({ _id, url, secret }: Webhook): Secret => ({
    place: webhookPlace(_id),
    texts: secret === null ? [url] : [url, secret],
    put: ([address = "", word]) =>
      docs.webhooks.updateOne(
        { _id, url },
        { $set: { url: address, ...(word === undefined ? {} : { secret: word }) } },
      ),
  });

  const ofPushKey = ({ _id, secret }: PushKey): Secret => ({
    place: pushKeyPlace(_id),
    texts: [secret],
    put: ([text = ""]) => docs.pushKeys.updateOne({ _id, secret }, { $set: { secret: text } }),
  });

  const ofSubscription = ({ _id, secret }: Subscription): Secret => ({
    place: subscriptionPlace(_id),
    texts: secret === null ? [] : [secret],
    put: async ([text]) =>
      text !== undefined && docs.subscriptions.updateOne({ _id, secret }, { $set: { secret: text } }),
  });

  const ofSite = ({ _id, sourceKey }: Site): Secret[] =>
    sourceKey
      ? [
          {
            place: sitePlace(_id),
            texts: [sourceKey],
            put: ([key = ""]) => docs.sites.updateOne({ _id, sourceKey }, { $set: { sourceKey: key } }),
          },
        ]
      : [];

  const ofSetting = ({ _id, value }: Setting): Secret => ({
    place: settingPlace(_id),
    texts: [typeof value === "string" ? value : JSON.stringify(value)],
    put: ([text = ""]) =>
      docs.settings.updateOne(
        { _id },
        { $set: { value: seal.stateOf(text) === "bare" ? (JSON.parse(text) as unknown) : text } },
      ),
  });

  async function all(): Promise<Secret[]> {
    const [keys, webhooks, pushKeys, subscriptions, sites, settings] = await Promise.all([
      docs.keys.find({}).toArray(),
      docs.webhooks.find({}).toArray(),
      docs.pushKeys.find({}).toArray(),
      docs.subscriptions.find({}).toArray(),
      docs.sites.find({}).toArray(),
      docs.settings.find({}).toArray(),
    ]);
    const secrets = settings.filter(({ _id }) => isSecretSetting(_id)).map(ofSetting);
    return [
      ...keys.map(ofKey),
      ...webhooks.map(ofWebhook),
      ...pushKeys.map(ofPushKey),
      ...subscriptions.map(ofSubscription),
      ...sites.flatMap(ofSite),
      ...secrets,
    ];
  }

  function count(secrets: readonly Secret[]): SealCount {
    const counted: SealCount = { bare: 0, sealed: 0, former: 0, lost: 0 };
    for (const text of secrets.flatMap(({ texts }) => texts)) counted[seal.stateOf(text)]++;
    return counted;
  }

  return {
    survey: async () => count(await all()),
    async renew(wanted) {
      const secrets = await all();
      const { lost } = count(secrets);
      if (wanted === "sealed" && !seal.on)
        throw new Problem("conflict", "There is no key to seal with: set ANTIPHON_KEY.");
      if (lost > 0)
        throw new Problem("conflict", `${lost} secrets were sealed with a key that ANTIPHON_KEY does not hold.`);
      let changed = 0;
      for (const { place, texts, put } of secrets) {
        const others = texts.filter((text) => seal.stateOf(text) !== wanted).length;
        const open = texts.map((text) => seal.open(text, place));
        if (others > 0) await put(wanted === "bare" ? open : open.map((text) => seal.seal(text, place)));
        changed += others;
      }
      return changed;
    },
  };
}
