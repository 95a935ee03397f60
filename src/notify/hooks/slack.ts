import type { FormatHook } from "../../domain/webhook.ts";
import { jsonCall } from "./call.ts";
import { type HookWriter, hookWords } from "./hook-words.ts";

/**
 * A message for an incoming webhook of Slack's. What strangers wrote stands in plain-text objects alone, where nothing is
 * markup; the one place of markup holds links of ours. Nothing is fetched to be previewed.
 */
export function createSlack(writer: HookWriter): FormatHook {
  return (hook, message) => {
    const { heading, about, excerpt, why, links } = hookWords(message, writer);
    const plain = (text: string) => ({ type: "plain_text", text, emoji: false });
    const blocks = [
      { type: "header", text: plain(heading) },
      ...(about ? [{ type: "context", elements: [plain(`${about.name} on “${about.page.title}”`)] }] : []),
      ...(excerpt === null ? [] : [{ type: "section", text: plain(excerpt) }]),
      ...(why === null ? [] : [{ type: "context", elements: [plain(why)] }]),
      ...(links.length > 0 ? [{ type: "section", text: { type: "mrkdwn", text: links.map(linked).join(" · ") } }] : []),
    ];
    return jsonCall(hook.url, { text: heading, blocks, unfurl_links: false, unfurl_media: false });
  };
}

function linked({ label, href }: { label: string; href: string }): string {
  return `<${href}|${label}>`;
}
