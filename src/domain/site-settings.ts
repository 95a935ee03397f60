import { asWebUrl, homeAt } from "./address.ts";
import { languageTag } from "./language-tag.ts";
import { type Level, levels, levelWords, mostDays, type Way, ways, wayWords } from "./level.ts";
import { postSettings } from "./post-settings.ts";
import { sortOrders } from "./reading.ts";
import { changes, choice, isWrong, type Setting, type SettingGroup, wholeNumber } from "./setting.ts";
import { defaultFeatured, type Site, usualLinks } from "./site.ts";
import { themeSettings } from "./theme-settings.ts";

const longestName = 100;
const longestUrl = 2_048;
const mostHomes = 10;

const sortWords = { oldest: "the oldest first", newest: "the newest first", top: "what was liked most first" } as const;

const guestChoices = [
  { value: "off", label: "stay here" },
  { value: "on", label: "go out, where they tick the box" },
] as const;

const name: Setting<Site> = {
  name: "name",
  label: "Name",
  hint: "Readers and the fediverse see it.",
  none: "as the feed says",
  meanwhile: (site) => site.name,
  value: (site) => (isOwners(site, "name") ? site.name : ""),
  decided: (site) => isOwners(site, "name"),
  read(typed, site) {
    if (typed === "") return changes({ name: new URL(site.home).host, decided: without(site, "name") });
    if (typed.length > longestName) return isWrong(`Take a name of ${longestName} characters at most.`);
    return changes({ name: typed, decided: besides(site, "name") });
  },
};

const lang: Setting<Site> = {
  name: "lang",
  label: "Language",
  hint: "Of pages that do not say theirs: a tag such as en, de-AT or pt-BR.",
  none: "as the feed says",
  meanwhile: ({ lang }) => lang,
  value: (site) => (isOwners(site, "lang") ? (site.lang ?? "") : ""),
  decided: (site) => isOwners(site, "lang"),
  read(typed, site) {
    if (typed === "") return changes({ lang: null, decided: without(site, "lang") });
    const tag = languageTag(typed);
    if (tag === null) return isWrong("Type a language as a tag, such as en, de-AT or pt-BR.");
    return changes({ lang: tag, decided: besides(site, "lang") });
  },
};

const alsoAt: Setting<Site> = {
  name: "alsoAt",
  label: "Other addresses of the blog, one a line",
  hint: "Such as with www, by http, or where you try things: pages there show the threads of this blog, and may embed them.",
  ofNode: true,
  typed: "lines",
  none: "none",
  value: ({ alsoAt = [] }) => alsoAt.join("\n"),
  decided: ({ alsoAt = [] }) => alsoAt.length > 0,
  read(typed, { home }) {
    const lines = typed.split(/\s+/).filter((line) => line !== "");
    const wrong = lines.find((line) => line.length > longestUrl || !asWebUrl(line));
    if (wrong !== undefined)
      return isWrong(`“${wrong.slice(0, 100)}” is no whole address, such as https://www.blog.example.org/.`);
    const homes = [...new Set(lines.map((line) => homeAt(new URL(line))))].filter((one) => one !== home);
    return homes.length > mostHomes ? isWrong(`Name ${mostHomes} addresses at most.`) : changes({ alsoAt: homes });
  },
};

function levelFor(way: Way): Setting<Site> {
  return choice<Site, Level | "">({
    name: way,
    label: wayWords[way],
    usual: "",
    choices: [
      { value: "", label: "as the node says" },
      ...levels.map((value) => ({ value, label: levelWords[value] })),
    ],
    get: (site) => site.levels?.[way],
    set: (level, site) => {
      const { [way]: _, ...others } = site.levels ?? {};
      return { levels: level === "" ? others : { ...others, [way]: level } };
    },
  });
}

/** Everything that is decided for a blog by one form, in the order of the page. */
export const siteSettings: readonly SettingGroup<Site>[] = [
  { name: "blog", heading: "The blog", settings: [name, lang, alsoAt] },
  postSettings,
  {
    name: "comments",
    heading: "Who may comment",
    settings: [
      ...ways.map(levelFor),
      wholeNumber({
        name: "closeAfterDays",
        label: "Close threads after so many days",
        hint: "0 for never. What you decide for a post counts before this.",
        usual: 0,
        most: mostDays,
        get: ({ closeAfterDays }) => closeAfterDays,
        set: (closeAfterDays) => ({ closeAfterDays }),
      }),
      wholeNumber({
        name: "mostLinks",
        label: "Links that a comment may have",
        hint: "One with more waits for you.",
        usual: usualLinks,
        most: 1_000,
        get: ({ mostLinks }) => mostLinks,
        set: (mostLinks) => ({ mostLinks }),
      }),
      wholeNumber({
        name: "accountDays",
        label: "Days that a stranger’s account must be old",
        hint: "Comments of younger ones wait, where their server says how old they are; 0 for nobody.",
        usual: 0,
        most: mostDays,
        get: ({ accountDays }) => accountDays,
        set: (accountDays) => ({ accountDays }),
      }),
      choice({
        name: "unlisted",
        label: "Replies that are not listed",
        hint: "Everybody may read them, but their authors do not want them found (Mastodon: “quiet public”). Hidden ones are not taken; what is here stays.",
        usual: "show",
        choices: [
          { value: "show", label: "Show them, out of sight of search engines" },
          { value: "hide", label: "Leave them out" },
        ],
        get: ({ unlisted }) => unlisted,
        set: (unlisted) => ({ unlisted }),
      }),
    ],
  },
  {
    name: "reading",
    heading: "How threads are shown",
    settings: [
      choice({
        name: "sort",
        label: "Order, until a reader chooses another",
        usual: "oldest",
        choices: sortOrders.map((value) => ({ value, label: sortWords[value] })),
        get: ({ sort }) => sort,
        set: (sort) => ({ sort }),
      }),
      choice({
        name: "votes",
        label: "What readers can say by one press",
        usual: "like",
        choices: [
          { value: "like", label: "That they like a comment" },
          { value: "updown", label: "For and against it" },
          { value: "off", label: "Nothing" },
        ],
        get: ({ votes }) => votes,
        set: (votes) => ({ votes }),
      }),
    ],
  },
  themeSettings,
  {
    name: "fediverse",
    heading: "What goes out to the fediverse",
    settings: [
      choice({
        name: "posting",
        label: "New posts",
        usual: "announce",
        choices: [
          { value: "announce", label: "go to your followers by themselves" },
          { value: "ask", label: "wait at “Posts” until you publish them" },
        ],
        get: ({ posting }) => posting,
        set: (posting) => ({ posting }),
      }),
      choice({
        name: "posts",
        label: "A post is sent as",
        usual: "note",
        choices: [
          { value: "note", label: "title, teaser and link" },
          { value: "article", label: "the whole text, where the feed has it" },
        ],
        get: ({ posts }) => posts,
        set: (posts) => ({ posts }),
      }),
      wholeNumber({
        name: "featured",
        label: "Posts that a new follower is shown first",
        usual: defaultFeatured,
        most: 5,
        get: ({ featured }) => featured,
        set: (featured) => ({ featured }),
      }),
      choice({
        name: "guests",
        label: "Visitors’ comments",
        hint: "By way of a guest account of the blog. Copies elsewhere cannot always be recalled.",
        usual: "off",
        choices: guestChoices,
        get: ({ guests }) => (guests ? "on" : "off"),
        set: (value) => ({ guests: value === "on" }),
      }),
    ],
  },
];

/** The names of settings of a blog that the owners of the whole node alone decide. */
export const settingsOfNode: ReadonlySet<string> = new Set(
  siteSettings.flatMap(({ settings }) => settings.filter(({ ofNode }) => ofNode).map(({ name }) => name)),
);

function isOwners({ decided = [] }: Site, what: "name" | "lang"): boolean {
  return decided.includes(what);
}

function besides({ decided = [] }: Site, what: "name" | "lang"): Site["decided"] & object {
  return [...decided.filter((one) => one !== what), what];
}

function without({ decided = [] }: Site, what: "name" | "lang"): Site["decided"] & object {
  return decided.filter((one) => one !== what);
}
