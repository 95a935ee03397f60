import { type DestinationStream, pino, type SerializerFn } from "pino";
import type { LogLevel } from "./config.ts";
import type { Log } from "./domain/ports.ts";
import { Problem } from "./domain/problem.ts";

/** Members that never reach the log, wherever in the first three levels they stand. */
const secretMembers = [
  "authorization",
  "cookie",
  '["set-cookie"]',
  "signature",
  '["signature-input"]',
  "email",
  "password",
  "secret",
  "token",
  "privatePem",
];

const redacted = secretMembers.flatMap((member) =>
  ["", "*", "*.*"].map((above) => (member.startsWith("[") || above === "" ? above + member : `${above}.${member}`)),
);

/** One JSON line an event, to standard output unless told otherwise. Secrets, mailboxes and cookies are left out. */
export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    redact: { paths: redacted, censor: "[left out]" },
    serializers: { error: serialiseError, err: serialiseError },
    formatters: { level: (label: string) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return destination ? pino(options, destination) : pino(options);
}

const serialiseError: SerializerFn = (value) => describeError(value, 0);

/** What a log needs of an error: its kind or class, sentence, code, where it came from and its causes, no passwords. */
function describeError(value: unknown, depth: number): unknown {
  if (!(value instanceof Error)) return typeof value === "string" ? withoutPasswords(value) : value;
  const problem = value instanceof Problem;
  return {
    ...(problem ? { kind: value.kind } : { type: value.name, stack: withoutPasswords(value.stack ?? "") }),
    message: withoutPasswords(value.message),
    ...("code" in value ? { code: value.code } : {}),
    ...(value.cause !== undefined && depth < 4 ? { cause: describeError(value.cause, depth + 1) } : {}),
  };
}

/** Takes user names and passwords out of the addresses in a text; drivers like to quote the whole one. */
export function withoutPasswords(text: string): string {
  return text.replace(/(\w:\/\/)[^\s/@]+@/g, "$1…@");
}
