import type { Finding } from "../../domain/finding.ts";
import type { MailDesk } from "../../domain/owner-letters.ts";
import type { World } from "../../domain/ports.ts";
import { mailLane } from "../../usecases/notify/plan-mail.ts";
import { finding } from "./finding.ts";

/** Whether the mail server lets the node in, and whether letters were given up. Nothing is sent. */
export function checkMail(world: Pick<World, "jobs">, desk: Pick<MailDesk, "server" | "greet">): Promise<Finding> {
  return finding("mail", async () => {
    const greeted = await desk.greet();
    if (greeted.kind !== "sent") return { mark: "fail", sentence: `${greeted.reason}. Look at ANTIPHON_SMTP.` };
    const lets = `${desk.server} lets the node in`;
    const [last] = await world.jobs.givenUp(mailLane, 1);
    if (!last) return { mark: "ok", sentence: `${lets}; \`antiphon mail test ADDRESS\` sends a letter.` };
    const sentence = `${lets}, but a letter was given up: ${last.failed ?? ""} /admin/mail shows those, to be sent again.`;
    return { mark: "warn", sentence };
  });
}
