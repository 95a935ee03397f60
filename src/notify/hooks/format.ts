import type { FormatHook, Preset } from "../../domain/webhook.ts";
import { createDiscord } from "./discord.ts";
import { createGeneric } from "./generic.ts";
import type { HookWriter } from "./hook-words.ts";
import { createHookshot, createMatrix } from "./matrix.ts";
import { createNtfy } from "./ntfy.ts";
import { createSlack } from "./slack.ts";
import { createTelegram } from "./telegram.ts";

/** Puts messages into the manner of each webhook. */
export function createFormatHook(writer: HookWriter): FormatHook {
  const formats: Record<Preset, FormatHook> = {
    generic: createGeneric(writer),
    ntfy: createNtfy(writer),
    slack: createSlack(writer),
    discord: createDiscord(writer),
    telegram: createTelegram(writer),
    matrix: createMatrix(writer),
    hookshot: createHookshot(writer),
  };
  return (hook, message, now) => formats[hook.preset](hook, message, now);
}
