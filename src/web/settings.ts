import type { IssoSettings } from "../domain/isso.ts";
import type { SpamGuard } from "../domain/spam.ts";
import type { Language } from "../i18n/languages.ts";

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
  /** What is decided of Isso's API. */
  isso: IssoSettings;
  /** The folder of the built browser part; found by the package itself when left out. */
  clientDir?: string;
}
