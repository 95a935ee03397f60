/** What an Isso configuration decides, as far as it is decided here; `issoDefaults` are Isso's own. */
export interface IssoSettings {
  /** Whether `/latest` shows the newest comments of a blog. */
  latest: boolean;
  guard: GuardSettings;
  /** Whether the form asks for a website. */
  websiteField: boolean;
  /** How many entries a feed has at most. */
  feedLimit: number;
}

/** What Isso's guard looks at before a comment is taken. */
export interface GuardSettings {
  enabled: boolean;
  /** Comments that a network may post in a minute, and at once. */
  ratelimit: number;
  /** Comments that one visitor may leave below one post, answers not counted. */
  directReply: number;
  /** Whether visitors may answer themselves while they could still edit what they answer. */
  replyToSelf: boolean;
  requireAuthor: boolean;
  requireEmail: boolean;
}

/** Isso's defaults. */
export const issoDefaults: IssoSettings = {
  latest: false,
  guard: {
    enabled: true,
    ratelimit: 2,
    directReply: 3,
    replyToSelf: false,
    requireAuthor: false,
    requireEmail: false,
  },
  websiteField: true,
  feedLimit: 100,
};

/** How an Isso was set to hash its authors (`[hash]` of its configuration). */
export interface IssoHash {
  /** `none`, `pbkdf2[:iterations[:bytes[:function]]]`, or the name of a hash function, which takes no salt. */
  algorithm: string;
  salt: string;
}

/** What Isso does when nothing is set. */
export const defaultHash: IssoHash = { algorithm: "pbkdf2", salt: "Eech7co8Ohloopo9Ol6baimi" };
