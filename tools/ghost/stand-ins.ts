import Module, { createRequire } from "node:module";
import { sep } from "node:path";

type Settings = Record<string, unknown>;

interface Options {
  hash: Record<string, unknown>;
  data: { root: { post: { title: string; slug: string; codeinjection_head?: string } } };
  inverse(context: unknown): string;
}

type Load = (request: string, parent: { filename?: string } | undefined, isMain: boolean) => unknown;

const origin = "https://blog.example";

/**
 * What a theme meets of Ghost beneath the modules that render it: the settings of a blog at https://blog.example, helpers that
 * need the services of a server, and a way to load Ghost's modules among all that.
 */
export function createStandIns(frontend: string) {
  const settings: Settings = {};
  const own = createRequire(`${frontend}${sep}index.js`);
  // Ghost's modules keep what they were loaded with.
  for (const file of Object.keys(own.cache)) if (file.startsWith(frontend + sep)) delete own.cache[file];
  const modules = Object.entries(services(settings, frontend, own));
  const loader = Module as unknown as { _load: Load };

  /** Loads one of Ghost's own modules; the others stand in only for such. */
  function load<T>(path: string): T {
    const usual = loader._load;
    loader._load = function loadOrStandIn(request, parent, isMain) {
      const isGhost = parent?.filename?.startsWith(frontend + sep) ?? false;
      const found = isGhost && modules.find(([name]) => request === name || request.endsWith(`/${name}`));
      return found ? found[1]() : usual.call(this, request, parent, isMain);
    };
    try {
      return own(path) as T;
    } finally {
      loader._load = usual;
    }
  }

  return { settings, load };
}

/** Helpers that ask a server, and say as much as a page needs of what they say. */
export const helpers = {
  ghost_head({ data: { root } }: Options) {
    const url = `${origin}/${root.post.slug}/`;
    const head = [`<link rel="canonical" href="${url}">`, `<meta property="og:title" content="For search engines">`];
    return html([...head, root.post.codeinjection_head ?? ""].join("\n"));
  },
  meta_title: ({ data: { root } }: Options) => root.post.title,
  asset: (path: string) => `/assets/${path}`,
  img_url: (url: unknown) => (typeof url === "string" ? url : ""),
  navigation: () => html(`<ul class="nav"><li><a href="${origin}/">Home</a></li></ul>`),
  get(this: unknown, _what: string, { inverse }: Options) {
    return inverse(this);
  },
  social_accounts: () => "",
};

/** Handlebars takes whatever has `toHTML` as it is. */
function html(text: string) {
  return { toHTML: () => text };
}

/** By the end of the name under which Ghost asks for it. */
function services(settings: Settings, frontend: string, own: NodeJS.Require): Record<string, () => unknown> {
  const config = {
    get(key: string) {
      if (key === "paths") return { helperTemplates: `${frontend}/helpers/tpl` };
      return key === "comments:url" ? `${origin}/comments-ui.min.js` : "production";
    },
    isPrivacyDisabled: () => true,
  };
  const settingsCache = { get: (key: string) => settings[key] };
  const absolute = (path: string) => new URL(path, `${origin}/`).href;
  const urlUtils = {
    getSiteUrl: () => `${origin}/`,
    urlFor: (what: string | { relativeUrl: string }) =>
      absolute(typeof what === "string" ? `/${what}/` : what.relativeUrl),
    urlJoin: (...parts: string[]) => parts.join("/").replace(/\/{2,}/g, "/"),
    relativeToAbsolute: absolute,
    absoluteToRelative: (url: string) => new URL(url, `${origin}/`).pathname,
  };
  const urlService = {
    getUrlByResourceId: () => String(settings["url"]),
    getUrlForResource: ({ slug }: { slug: string }) => absolute(`/author/${slug}/`),
  };
  const ignored = () => undefined;
  const labs = { isSet: () => false };
  const shared = {
    "shared/config": config,
    "shared/labs": labs,
    "shared/settings-cache": settingsCache,
    "shared/url-utils": { ...urlUtils, default: urlUtils },
    "server/services/url": urlService,
    "theme-engine/i18n": { _strings: {}, t: translated },
    "theme-engine/i18next": { _i18n: {}, t: translated },
    "@tryghost/logging": { warn: ignored, error: ignored },
    "@tryghost/custom-fonts": { isValidCustomFont: () => false, isValidCustomHeadingFont: () => false },
  };
  const metaData = () => ({ getMetaDataUrl: own("./meta/url") as unknown });
  const getFrontendKey = async () => "22444f78447824223cefc48062";
  return {
    ...Object.fromEntries(Object.entries(shared).map(([name, value]) => [name, () => value])),
    "services/proxy": () => ({
      config,
      settingsCache,
      urlUtils,
      urlService,
      labs,
      getFrontendKey,
      metaData: metaData(),
    }),
    "services/data": () => ({ checks: own("./services/data/checks") as unknown }),
    "../meta": metaData,
  };
}

function translated(text: string, bindings: Record<string, string> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => bindings[name] ?? whole);
}
