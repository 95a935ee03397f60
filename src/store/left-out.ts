import { namesOfPeriod } from "../domain/salt.ts";
import type { Collections } from "./collections.ts";
import { everyCollection } from "./copy.ts";
import { secretSetting } from "./documents.ts";
import { startsWith } from "./repos/starts-with.ts";

/** A document that a backup does not carry. */
export interface LeftOut {
  collection: string;
  id: string;
}

/** What a file of the database holds of the processes of the moment, which no copy of it shall have. */
export async function passingOf(docs: Collections): Promise<LeftOut[]> {
  const out: LeftOut[] = [];
  for (const { spec, find } of everyCollection(docs).filter((one) => one.spec.passing))
    for await (const { _id } of find({})) out.push({ collection: spec.name, id: _id });
  return out;
}

/**
 * What stays out of a backup unless secrets are asked for: the node's secret, and the salts of networks, so that nobody
 * tries out what an old backup knows of networks. Salts that rules need go along, as else those would find nobody.
 */
export async function leftOutOf({ salts, blocks }: Pick<Collections, "salts" | "blocks">): Promise<LeftOut[]> {
  const out: LeftOut[] = [{ collection: "settings", id: secretSetting }];
  for (const { _id } of await salts.find({}).toArray()) {
    const ruled = await blocks.findOne({ kind: "network", value: startsWith(namesOfPeriod(_id)) });
    if (ruled === null) out.push({ collection: "salts", id: _id });
  }
  return out;
}
