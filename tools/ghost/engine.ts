import { join } from "node:path";
import { folderOf, type GhostRelease } from "./releases.ts";
import { createStandIns, helpers } from "./stand-ins.ts";

/** What Ghost knows when it renders a post's page. */
export interface GhostPage {
  /** The folder of the theme. */
  theme: string;
  post: Record<string, unknown>;
  /** `post`, `page`, `preview` … */
  context?: string[];
  site?: Record<string, unknown>;
  custom?: Record<string, unknown>;
  member?: Record<string, unknown> | null;
}

type Helper = ((...args: never[]) => unknown) & { async?: boolean };

/** As much of express-hbs as Ghost's own engine gives. */
interface Engine {
  configure(partials: string, theme: string): Render;
  updateTemplateOptions(options: unknown): void;
  registerHelper(name: string, helper: Helper): void;
  registerAsyncHelper(name: string, helper: Helper): void;
}

type Render = (file: string, locals: object, done: (error: Error | null, html?: string) => void) => void;

/** Taken as they are from Ghost; the others stand in for services that no page of ours asks anything of. */
const ownHelpers = [
  "authors",
  "body_class",
  "comments",
  "concat",
  "content",
  "date",
  "encode",
  "foreach",
  "ghost_foot",
  "has",
  "is",
  "match",
  "post_class",
  "reading_time",
  "t",
  "title",
  "url",
];

const usualSettings = {
  title: "Paper Lanterns",
  locale: "en",
  timezone: "Etc/UTC",
  accent_color: "#ff0095",
  comments_enabled: "off",
};

/** Renders posts as a release of Ghost does: by its own engine and its own helpers. */
export function createGhost(release: GhostRelease): (page: GhostPage) => Promise<string> {
  const { settings, load } = createStandIns(join(folderOf(release), "core/frontend"));
  const engine = load<Engine>("./services/theme-engine/engine");
  for (const name of ownHelpers) {
    const helper = load<Helper>(`./helpers/${name}`);
    if (helper.async) registerAsync(engine, name, helper);
    else engine.registerHelper(name, helper);
  }
  for (const [name, helper] of Object.entries(helpers)) engine.registerHelper(name, helper);

  return async function render({ theme, post, context = ["post"], site, custom = {}, member = null }) {
    Object.assign(settings, usualSettings, { url: post["url"] }, site);
    const known = {
      ...settings,
      url: "https://blog.example",
      comments_enabled: settings["comments_enabled"] !== "off",
    };
    const isOpen = settings["comments_enabled"] !== "off" && post["access"] === true;
    const draw = engine.configure(join(theme, "partials"), theme);
    engine.updateTemplateOptions({ data: { site: known, custom, member, labs: {}, config: {} } });
    const locals = { context, post: { ...post, comments: isOpen }, settings: { views: theme }, cache: false };
    return new Promise<string>((resolve, reject) => {
      draw(join(theme, "post.hbs"), locals, (error, html = "") => (error ? reject(error) : resolve(html)));
    });
  };
}

function registerAsync(engine: Engine, name: string, helper: Helper): void {
  engine.registerAsyncHelper(name, function wait(this: unknown, options: never, done: (html: unknown) => void) {
    void Promise.resolve(helper.call(this, options)).then(done, (error: Error) => done(error.message));
  } as Helper);
}
