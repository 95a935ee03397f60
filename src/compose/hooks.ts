import type { Config } from "../config.ts";
import type { GuardedFetch, World } from "../domain/ports.ts";
import { createTongues } from "../i18n/tongues.ts";
import { createGuardedFetch } from "../net/guarded-fetch.ts";
import { signedHeaders } from "../net/signed-call.ts";
import { createFormatHook } from "../notify/hooks/format.ts";
import type { HookTools } from "../usecases/notify/send-hook.ts";
import { createLinks } from "../web/links.ts";
import { createViews, type Render } from "../web/render.ts";

const excerptLength = 600;

/** What messages to webhooks are made and sent with. The owner's own network is reached only where they said so. */
export function createHookTools(
  world: Pick<World, "secrets" | "html"> & { fetch: GuardedFetch },
  config: Pick<Config, "url" | "lang" | "privateHooks">,
  userAgent: string,
): HookTools {
  const links = createLinks(config.url, world.secrets);
  const { english } = createTongues(config.lang);
  let views: Render | null = null;
  const format = createFormatHook({
    sign: signedHeaders,
    links: { act: links.actByLink, queue: links.queue, letters: links.letters },
    excerptOf: (html) => world.html.toText(html, excerptLength),
    render(view, locals) {
      views ??= createViews().render;
      return views(view, locals, english);
    },
  });
  return { format, fetch: config.privateHooks ? createGuardedFetch({ allowPrivate: true, userAgent }) : world.fetch };
}
