import type { Moderator } from "../../domain/moderator.ts";
import { type NewsKind, newsKinds } from "../../domain/notice.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { type Preset, presets, type Webhook } from "../../domain/webhook.ts";
import { createWriteDown } from "../moderate/write-down.ts";
import { hookKind, hookLane } from "./hook-heralds.ts";
import { createSendHook, type HookSent, type HookTools } from "./send-hook.ts";

/** What a form or a command gives of a new webhook. */
export interface HookGiven {
  preset: string;
  name: string;
  url: string;
  /** A token, or a secret to sign with; one is made where signing needs one. */
  secret: string;
  room: string;
  events: readonly string[];
  /** The id of a blog; empty for all. */
  site: string;
}

const telegram = "https://api.telegram.org";
const maxHooks = 50;

type Needs = Pick<World, "webhooks" | "sites" | "jobs" | "clock" | "ids" | "audit">;

/** Adds, tries, starts again and removes webhooks. */
export function createManageHooks(world: Needs, tools: HookTools) {
  const writeDown = createWriteDown(world);
  const sendHook = createSendHook(world, tools);

  async function demand(id: string): Promise<Webhook> {
    const hook = await world.webhooks.get(id);
    if (!hook) throw new Problem("not-found", "There is no such webhook; it may have been removed.");
    return hook;
  }

  async function told(act: "webhook.add" | "webhook.remove" | "webhook.resume", hook: Webhook, by: Moderator) {
    await writeDown({ by, act, site: hook.site, subject: hook._id, label: hook.name, detail: hook.preset });
  }

  return {
    /** Adds a webhook, and tells the secret that its messages are signed with. Throws `invalid`, `not-found` for the blog. */
    async add(given: HookGiven, by: Moderator): Promise<Webhook> {
      if (given.site !== "" && !(await world.sites.get(given.site)))
        throw new Problem("not-found", "There is no such blog.");
      if ((await world.webhooks.list()).length >= maxHooks)
        throw new Problem("invalid", `There are ${maxHooks} webhooks already: remove one that is not needed.`);
      const hook = readHook(given, { id: world.ids.opaque(), token: world.ids.token(), now: world.clock.now() });
      await world.webhooks.add(hook);
      await told("webhook.add", hook, by);
      return hook;
    },
    /** Sends a message at once that only shows that messages arrive. Throws `not-found`. */
    async test(id: string): Promise<HookSent> {
      const hook = await demand(id);
      const sent = await sendHook(hook, {
        id: `msg_test-${world.ids.opaque()}`,
        at: world.clock.now(),
        says: { kind: "test" },
      });
      if (sent.kind === "sent")
        await world.webhooks.change(id, { sentAt: world.clock.now(), failingSince: null, fault: null });
      else await world.webhooks.change(id, { fault: sent.reason });
      return sent;
    },
    /** Lets a webhook that was stopped hear of what comes from now on. Throws `not-found`. */
    async resume(id: string, by: Moderator): Promise<void> {
      const hook = await demand(id);
      await world.webhooks.change(id, { stoppedAt: null, failingSince: null, fault: null });
      await told("webhook.resume", hook, by);
    },
    /** Removes a webhook and what waits for it. Throws `not-found`. */
    async remove(id: string, by: Moderator): Promise<void> {
      const hook = await demand(id);
      await world.webhooks.remove(id);
      await world.jobs.dropLane(hookKind, hookLane(hook));
      await told("webhook.remove", hook, by);
    },
  };
}

function readHook(given: HookGiven, made: { id: string; token: string; now: Date }): Webhook {
  const preset = presets.find((one) => one === given.preset);
  if (!preset) throw new Problem("invalid", `Choose one of ${presets.join(", ")}.`);
  const url = readUrl(preset, given.url.trim());
  const events = newsKinds.filter((kind): kind is NewsKind => given.events.includes(kind));
  if (events.length === 0) throw new Problem("invalid", "Choose what it shall be told of.");
  return {
    _id: made.id,
    site: given.site || null,
    preset,
    name: given.name.trim().slice(0, 60) || `${preset} at ${new URL(url).host}`,
    url,
    secret: readSecret(preset, given.secret.trim(), made.token),
    room: readRoom(preset, given.room.trim()),
    events,
    createdAt: made.now,
    sentAt: null,
    failingSince: null,
    fault: null,
    stoppedAt: null,
  };
}

function readUrl(preset: Preset, typed: string): string {
  const text = typed === "" && preset === "telegram" ? telegram : typed;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Problem("invalid", "The address must be a whole web address that starts with https://.");
  if (url.username !== "" || url.password !== "")
    throw new Problem("invalid", "The address must not hold a user name or password.");
  if (preset === "ntfy" && url.pathname === "/")
    throw new Problem("invalid", "The address must name the topic, as in https://ntfy.sh/my-topic.");
  return url.href;
}

function readSecret(preset: Preset, typed: string, token: string): string | null {
  if (preset === "generic") {
    if (typed === "") return `whsec_${Buffer.from(token, "base64url").toString("base64")}`;
    const bytes = Buffer.from(typed.replace(/^whsec_/, ""), "base64").length;
    if (typed.startsWith("whsec_") && bytes >= 24 && bytes <= 64) return typed;
    throw new Problem(
      "invalid",
      "The secret must be whsec_ and 24 to 64 bytes in base64. Leave it empty to have one made.",
    );
  }
  if ((preset === "telegram" || preset === "matrix") && typed === "")
    throw new Problem(
      "invalid",
      preset === "telegram" ? "Give the bot’s token." : "Give the access token of the account that writes.",
    );
  if (preset === "telegram" && !/^\d{1,20}:[\w-]{10,100}$/.test(typed))
    throw new Problem("invalid", "The bot’s token is a number, a colon and letters, as BotFather gave it.");
  if (!/^[\x21-\x7e]{0,500}$/.test(typed)) throw new Problem("invalid", "The token holds what no token does.");
  return preset === "slack" || preset === "discord" || preset === "hookshot" ? null : typed || null;
}

function readRoom(preset: Preset, typed: string): string | null {
  if (preset === "telegram" && !/^(-?\d{1,20}|@\w{1,64})$/.test(typed))
    throw new Problem("invalid", "Give the id of the chat: a number, or @name of a channel.");
  if (preset === "matrix" && !/^!\S{1,254}$/.test(typed))
    throw new Problem("invalid", "Give the id of the room, which starts with an exclamation mark.");
  return preset === "telegram" || preset === "matrix" ? typed : null;
}
