import type { IssoSettings } from "../domain/isso.ts";
import type { FixedSettings } from "../domain/setting.ts";
import type { Site } from "../domain/site.ts";
import type { SpamGuard } from "../domain/spam.ts";
import type { Language } from "../i18n/languages.ts";

/** One setting of the node that is decided outside of the browser, as it is in force. */
export interface NodeFact {
  key: string;
  value: string;
  /** Where it was set: the environment, a file, or nowhere. */
  place: string;
}

/** How the web room is set up by the composition. */
export interface WebSettings {
  /** The public address of the node: scheme, host and port, without a trailing slash. */
  url: string;
  /** How far forwarded headers are believed, as Express understands `trust proxy`. */
  trustProxy: false | number | string[];
  /** Whether the fediverse can reach this node, so that a post's address there is worth showing. */
  federated: boolean;
  /** What the node speaks where neither a page nor a reader says; English when left out. */
  lang?: Language;
  /** Whether the bundled blog is served below `/demo/`. */
  demo: boolean;
  /** Whether visitors who left a mailbox are shown with their picture of Gravatar, fetched and handed on by the node. */
  gravatar?: boolean;
  /** The version of the program, part of each ETag. */
  version: string;
  /** What is done against spam; the usual where nothing is said. */
  spam?: readonly SpamGuard[];
  /** After how many days spam is deleted; 0 for never, the usual time where nothing is said. */
  spamDays?: number;
  /** After how many days what a block hides is deleted; 0 for never, the usual time where nothing is said. */
  keepBlockedDays?: number;
  /** What is decided for a blog from outside, so that nobody changes it in the browser; nothing when left out. */
  fixed?: (site: Pick<Site, "home">) => FixedSettings;
  /** The same for all blogs together. */
  fixedForAll?: FixedSettings;
  /** What is decided from outside for a blog that is added. */
  decided?: (site: Site) => Partial<Site>;
  /** How the node runs, for its owner to see; nothing is told when left out. */
  facts?: readonly NodeFact[];
  /** What is decided of Isso's API. */
  isso: IssoSettings;
  /** The folder of the built browser part; found by the package itself when left out. */
  clientDir?: string;
}
