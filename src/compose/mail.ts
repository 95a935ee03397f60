import type { Config } from "../config.ts";
import type { MailDesk } from "../domain/owner-letters.ts";
import type { World } from "../domain/ports.ts";
import { createTongues } from "../i18n/tongues.ts";
import { createMailer } from "../notify/mailer.ts";
import { createOwnerMailer } from "../notify/owner-mailer.ts";
import { createPostOffice } from "../notify/post-office.ts";
import { createDataJobs } from "../usecases/notify/data-job.ts";
import { createMailJobs } from "../usecases/notify/jobs.ts";
import { createLetterJobs } from "../usecases/notify/letter-job.ts";
import { createMailState } from "../usecases/notify/mail-state.ts";
import { createPlanLetters } from "../usecases/notify/plan-letters.ts";
import { createMails, noMail } from "../usecases/notify/plan-mail.ts";
import { createTroubleJobs } from "../usecases/notify/tell-trouble.ts";
import { createLinks } from "../web/links.ts";
import { createViews, type Render } from "../web/render.ts";

/** Mail, where a server for it is set: what queues letters, the jobs that send them, and what owners can ask of it. */
export function createMail(
  world: Omit<World, "outbox" | "mails" | "debts">,
  config: Pick<Config, "mail" | "url" | "lang">,
) {
  if (config.mail === null) return { mails: noMail, jobs: {}, letters: null, desk: null };
  const links = createLinks(config.url, world.secrets);
  const tongues = createTongues(config.lang);
  const state = createMailState(world);
  const office = createPostOffice(config.mail, config.url);
  const noting = {
    post: async (...letter: Parameters<typeof office.post>) => state.note(await office.post(...letter)),
  };
  let views: Render | null = null;
  // Most starts write no letter, and the web has compiled views of its own by then.
  const render: Render = (...given) => {
    views ??= createViews().render;
    return views(...given);
  };
  const mailer = createMailer({
    office: noting,
    links: { confirm: links.confirmMail, stop: links.stopMail, data: links.data },
    html: world.html,
    wordsFor: ({ thread, site }) => tongues.speakWhole(thread.page.lang, site.lang),
    render,
  });
  const ownerMailer = createOwnerMailer({
    office: noting,
    links: { act: links.actByLink, queue: links.queue, letters: links.letters, you: links.you },
    html: world.html,
    words: tongues.english,
    render,
    newId: world.ids.opaque,
  });
  const desk: MailDesk = {
    server: new URL(config.mail.server).host,
    from: config.mail.from,
    test: ownerMailer.test,
    greet: office.greet,
  };
  return {
    mails: createMails(world),
    jobs: {
      ...createMailJobs(world, mailer),
      ...createDataJobs(world, mailer),
      ...createLetterJobs(world, ownerMailer),
      ...createTroubleJobs(world, ownerMailer),
    },
    letters: createPlanLetters(world),
    desk,
  };
}
