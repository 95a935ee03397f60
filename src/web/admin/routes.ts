import { Router } from "express";
import type { Backups } from "../../domain/backup.ts";
import type { Carrying } from "../../domain/carrying.ts";
import type { MailDesk } from "../../domain/owner-letters.ts";
import { createSignIn } from "../../usecases/door/sign-in.ts";
import type { FindActor } from "../../usecases/moderate/read-target.ts";
import type { HookTools } from "../../usecases/notify/send-hook.ts";
import type { Web } from "../web.ts";
import { createAnnounceRoutes, type Publish } from "./announce-routes.ts";
import { createAuditRoutes } from "./audit-routes.ts";
import { createBackupRoutes } from "./backup-routes.ts";
import { createBlockRoutes } from "./block-routes.ts";
import { createBlogRoutes } from "./blog-routes.ts";
import { createCommentAdminRoutes } from "./comment-routes.ts";
import { createCommenterDataRoutes } from "./commenter-data-routes.ts";
import { createCommenterListRoutes } from "./commenter-list-routes.ts";
import { createCommenterRoutes } from "./commenter-routes.ts";
import { createDeliveryRoutes } from "./delivery-routes.ts";
import { demandPermit } from "./demand-permit.ts";
import { createDryRunRoutes } from "./dry-run-routes.ts";
import { createExportRoutes } from "./export-routes.ts";
import { createHookRoutes } from "./hook-routes.ts";
import { createImportRoutes } from "./import-routes.ts";
import { createLevelRoutes } from "./level-routes.ts";
import { createListRoutes } from "./list-routes.ts";
import { createLogRoutes } from "./log-routes.ts";
import { createMailAdminRoutes } from "./mail-routes.ts";
import { createPeopleRoutes } from "./people-routes.ts";
import { createPostRoutes } from "./post-routes.ts";
import { createPushAdminRoutes } from "./push-routes.ts";
import { createQueueRoutes } from "./queue-routes.ts";
import { createRuleRoutes } from "./rule-routes.ts";
import { createServerRoutes } from "./server-routes.ts";
import { createSessionCookie, demandOurForm } from "./session.ts";
import { createSettingsRoutes } from "./settings-routes.ts";
import { createSiteSettingsRoutes } from "./site-settings-routes.ts";
import { createThreadAdminRoutes } from "./thread-routes.ts";
import { createTokenRoutes } from "./token-routes.ts";
import type { WaysIn } from "./ways-in.ts";
import { createWriterRoutes } from "./writer-routes.ts";
import { createYouRoutes } from "./you-routes.ts";

/** What the owner's pages can do beyond the store. */
export interface AdminTools extends WaysIn {
  findActor: FindActor | null;
  publish: Publish | null;
  mailDesk: MailDesk | null;
  hookTools: HookTools | null;
  carrying: Carrying | null;
  backups: Backups;
}

/** `/admin/`: the owner's pages, behind the session and the table of who may do what. */
export function createAdminRoutes(web: Web, tools: AdminTools): Router {
  const router = Router();
  const signIn = createSignIn(web.world);
  const cookie = createSessionCookie(web.secure);
  router.use(demandOurForm(web), demandPermit(web));
  router.use(createCommentAdminRoutes(web));
  router.use(createQueueRoutes(web));
  router.use(createCommenterListRoutes(web), createCommenterRoutes(web), createCommenterDataRoutes(web));
  router.use(createServerRoutes(web));
  router.use(createAuditRoutes(web));
  router.use(createBlockRoutes(web, tools.findActor));
  router.use(createRuleRoutes(web));
  router.use(createListRoutes(web, tools.findActor));
  router.use(createDeliveryRoutes(web));
  router.use(createPostRoutes(web, tools.publish !== null), createAnnounceRoutes(web, tools.publish));
  router.use(createWriterRoutes(web, tools.findActor));
  router.use(createLevelRoutes(web));
  router.use(createDryRunRoutes(web));
  router.use(createThreadAdminRoutes(web));
  router.use(createLogRoutes(web));
  router.use(createMailAdminRoutes(web, tools.mailDesk));
  if (tools.hookTools) router.use(createHookRoutes(web, tools.hookTools));
  router.use(createSettingsRoutes(web));
  router.use(createBlogRoutes(web));
  router.use(createSiteSettingsRoutes(web));
  router.use(createPushAdminRoutes(web));
  if (tools.carrying) router.use(createImportRoutes(web, tools.carrying), createExportRoutes(web, tools.carrying));
  router.use(createBackupRoutes(web, tools.backups));
  router.use(createPeopleRoutes(web));
  router.use(createYouRoutes(web, tools));
  router.use(createTokenRoutes(web));
  router.post("/logout", async (req, res) => {
    await signIn.close(cookie.read(req) ?? "");
    cookie.clear(res);
    res.set("Clear-Site-Data", '"cache"');
    res.redirect(303, "/login");
  });
  return router;
}
