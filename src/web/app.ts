import type { RequestListener } from "node:http";
import express, { type Express, type RequestHandler } from "express";
import type { Backups } from "../domain/backup.ts";
import type { Carrying } from "../domain/carrying.ts";
import type { Meter } from "../domain/measures.ts";
import type { MediaProxy } from "../domain/media.ts";
import type { MailDesk } from "../domain/owner-letters.ts";
import type { PasskeyReader } from "../domain/passkey.ts";
import type { Passwords, World } from "../domain/ports.ts";
import { Problem } from "../domain/problem.ts";
import type { PushTools } from "../domain/push.ts";
import { sentence } from "../domain/sentence.ts";
import type { FindActor } from "../usecases/moderate/read-target.ts";
import type { HookTools } from "../usecases/notify/send-hook.ts";
import type { OpenThread } from "../usecases/visit/opened.ts";
import type { FindWay } from "../usecases/visit/reply-from-home.ts";
import type { Publish } from "./admin/announce-routes.ts";
import { createLoginRoutes } from "./admin/login-routes.ts";
import { createAdminRoutes } from "./admin/routes.ts";
import { demandSignedIn } from "./admin/session.ts";
import { createApiRoutes } from "./api/routes.ts";
import { createAssetRoutes } from "./assets.ts";
import { createCommentRoutes } from "./comment-routes.ts";
import { createDataRoutes } from "./data-routes.ts";
import { createDemoRoutes } from "./demo/routes.ts";
import type { Drawing } from "./face.ts";
import { createFaceRoutes } from "./face-routes.ts";
import { createQueueFeedRoute } from "./feeds/queue-route.ts";
import { createFeedRoutes } from "./feeds/routes.ts";
import { createFragmentDoor, createFragmentRoute } from "./fragment-routes.ts";
import { createFromHomeRoutes } from "./from-home-routes.ts";
import { createGhostRoutes } from "./ghost-routes.ts";
import { createHomeRoutes } from "./home-routes.ts";
import { createIssoRoutes } from "./isso/routes.ts";
import { createLinkRoutes } from "./link-routes.ts";
import { createLiveRoute } from "./live/routes.ts";
import type { LiveStreams } from "./live/streams.ts";
import { createMailRoutes } from "./mail-routes.ts";
import { createAddressRoutes } from "./mastodon/address-routes.ts";
import { createMastodonRoutes } from "./mastodon/routes.ts";
import { createMediaRoutes } from "./media-routes.ts";
import { createMetricsRoute } from "./metrics-route.ts";
import { fileBody } from "./middleware/file-body.ts";
import { formBody, listLimit } from "./middleware/form-body.ts";
import { allowBlogs } from "./middleware/origins.ts";
import { requestId } from "./middleware/request-id.ts";
import { everyAnswer, runNothing, security } from "./middleware/security.ts";
import { createOpenApiRoute } from "./openapi/route.ts";
import { createOwnCommentRoutes } from "./own-comment-routes.ts";
import { createProblemHandler } from "./problem-page.ts";
import { createHubRoutes } from "./push/hub-routes.ts";
import { createPushRoutes } from "./push/routes.ts";
import { createReadingRoutes } from "./reading-routes.ts";
import { createReportRoutes } from "./report-routes.ts";
import type { WebSettings } from "./settings.ts";
import { createThemeRoutes } from "./theme-routes.ts";
import { createOwnRoute, createThreadRoute } from "./thread-routes.ts";
import { createVoteRoutes } from "./vote-routes.ts";
import { createWeb } from "./web.ts";
import { createWorkRoutes } from "./work-routes.ts";

/** What the web is made of. */
export interface AppParts {
  world: World;
  settings: WebSettings;
  openThread: OpenThread;
  passwords: Passwords;
  passkeys: PasskeyReader;
  /** Answers what the fediverse asks for and passes everything else on; stands before any body is read. */
  federation?: RequestHandler | RequestHandler[];
  /** Finds people by their handles, for blocks; left out where nothing may be fetched. */
  findActor?: FindActor;
  /** Fetches pictures from other servers; left out where nothing may be fetched. */
  media?: MediaProxy;
  /** Asks readers' servers where they take up a reply; left out where nothing may be fetched. */
  findWay?: FindWay;
  /** Tells open pages what is new; left out where nobody looks for it. */
  live?: LiveStreams;
  /** Delivers a post that waits for the owner. */
  publish?: Publish;
  /** The mail server; left out where none is set. */
  mailDesk?: MailDesk;
  /** What messages to webhooks are made and sent with; left out where nothing may be sent. */
  hookTools?: HookTools;
  /** What blogs that tell of their posts are understood with; left out where none can. */
  push?: PushTools;
  /** The node's numbers; left out where nothing is counted. */
  meter?: Meter;
  /** What comes and goes as files; left out where nothing does. */
  carrying?: Carrying;
  /** The backups that the node makes; left out where it makes none. */
  backups?: Backups;
}

/** The web of a node. */
export interface App {
  answer: RequestListener;
  /** All its routes. */
  routes: Express;
}

/** Builds the web of a node, in the order in which a request meets it. */
export function createApp(parts: AppParts): App {
  const {
    world,
    settings,
    openThread,
    passwords,
    passkeys,
    federation,
    media,
    findActor,
    findWay,
    live,
    publish,
    mailDesk,
    hookTools,
    push,
    meter,
    carrying,
    backups,
  } = parts;
  const web = createWeb(world, openThread, settings);
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("trust proxy", settings.trustProxy);

  app.use(everyAnswer(web.transport));
  app.get("/fragment", createFragmentRoute(web));
  app.use(requestId(world));
  // What is written comes before all that is only read: each route that is asked in vain costs time.
  app.use(["/comments", "/own", "/votes"], security(), allowBlogs(web.sites), formBody());
  app.use(createCommentRoutes(web));
  app.get("/own", createOwnRoute(web));
  app.post("/own", createOwnRoute(web));
  app.use(createWorkRoutes(web));
  app.use(createOwnCommentRoutes(web));
  app.use(createReportRoutes(web));
  app.use(createVoteRoutes(web));
  if (federation) app.use(federation);
  app.use(createAssetRoutes(web.build, settings.clientDir));
  if (media) {
    const draw = (face: Drawing) => web.render("thread/face-file", face, web.tongues.english);
    app.use(createMediaRoutes(media, world.clock, draw));
  }
  app.use(createFaceRoutes(web));
  app.use(security());
  if (live) app.get("/live", createLiveRoute(web, live));
  app.use(createIssoRoutes(web));
  app.get("/thread", createThreadRoute(web));
  app.use(createThemeRoutes(web));
  if (findWay) app.use(createFromHomeRoutes(web, findWay));
  app.use("/mail/data", createDataRoutes(web));
  app.use(createMailRoutes(web));
  app.use("/mail/decide", runNothing, createLinkRoutes(web));
  app.use(createFeedRoutes(web));
  app.use(createQueueFeedRoute(web));
  app.use(createReadingRoutes(web));
  app.use(createAddressRoutes(web));
  app.use(createMastodonRoutes(web));
  app.get("/openapi.json", createOpenApiRoute(web));
  if (meter) app.get("/metrics", createMetricsRoute(web, meter));
  app.use(createGhostRoutes(settings.url));
  app.use(createHomeRoutes(web));
  if (settings.demo) app.use("/demo", createDemoRoutes(web));
  if (push) app.use(createPushRoutes(world, push), createHubRoutes(world, push));
  app.use("/api/admin", runNothing, createApiRoutes(web, publish ?? null));
  app.use(["/login", "/admin"], runNothing);
  app.use("/login", formBody(), createLoginRoutes(web, { passwords, passkeys }));
  app.use("/admin", demandSignedIn(web));
  app.use("/admin/blocks/lists", formBody(listLimit));
  app.use("/admin/import/file", fileBody());
  const tools = {
    findActor: findActor ?? null,
    publish: publish ?? null,
    mailDesk: mailDesk ?? null,
    hookTools: hookTools ?? null,
    carrying: carrying ?? null,
    backups: backups ?? null,
    passwords,
    passkeys,
  };
  app.use("/admin", formBody(), createAdminRoutes(web, tools));
  app.use(() => {
    throw new Problem("not-found", sentence("page.nothing"));
  });
  app.use(createProblemHandler(world.log, web));
  return { answer: createFragmentDoor(web, app), routes: app };
}
