import { choice, type SettingGroup } from "./setting.ts";
import type { ModerationMode } from "./site.ts";

/** What the owners of a node decide for all of its blogs. */
export interface NodeChoices {
  moderation: ModerationMode;
}

/** All of it, as the settings of a blog are told. */
export const nodeSettings: readonly SettingGroup<NodeChoices>[] = [
  {
    name: "node",
    heading: "For all blogs",
    settings: [
      choice<NodeChoices, ModerationMode>({
        name: "moderation",
        label: "New comments, where nothing nearer is decided",
        hint: "What you decide for a blog, or for a post, counts before this.",
        usual: "first",
        choices: [
          { value: "none", label: "published at once" },
          { value: "first", label: "a stranger’s first one waits" },
          { value: "all", label: "every one waits" },
          { value: "closed", label: "closed" },
        ],
        get: ({ moderation }) => moderation,
        set: (moderation) => ({ moderation }),
      }),
    ],
  },
];
