import type { Config } from "../config.ts";
import type { World } from "../domain/ports.ts";
import { createTongues } from "../i18n/tongues.ts";
import { createMailer } from "../notify/mailer.ts";
import { createMailJobs } from "../usecases/notify/jobs.ts";
import { createMails, noMail } from "../usecases/notify/plan-mail.ts";
import { createLinks } from "../web/links.ts";
import { createViews, type Render } from "../web/render.ts";

/** Mail, where a server for it is set: what queues letters, and the jobs that send them. */
export function createMail(
  world: Omit<World, "outbox" | "mails" | "debts">,
  config: Pick<Config, "mail" | "url" | "lang">,
) {
  if (config.mail === null) return { mails: noMail, jobs: {} };
  const links = createLinks(config.url, world.secrets);
  const tongues = createTongues(config.lang);
  let views: Render | null = null;
  const mailer = createMailer({
    settings: config.mail,
    url: config.url,
    links: { confirm: links.confirmMail, stop: links.stopMail },
    html: world.html,
    // Most starts write no letter, and the web has compiled views of its own by then.
    wordsFor: ({ thread, site }) => tongues.speak(thread.page.lang, site.lang),
    render(view, locals, words) {
      views ??= createViews().render;
      return views(view, locals, words);
    },
  });
  return { mails: createMails(world), jobs: createMailJobs(world, mailer) };
}
