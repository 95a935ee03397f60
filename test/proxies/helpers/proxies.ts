import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { freePort } from "../../helpers/free-port.ts";
import { root } from "../../helpers/sources.ts";

/** The host of the configurations that are kept in the repository. */
export const host = "comments.example.org";

/** A proxy that runs, with the ports it listens at. */
export interface RunningProxy {
  httpsPort: number;
  httpPort: number;
  /** The authority that vouches for it. */
  authority(): Buffer;
  close(): Promise<void>;
}

interface Place {
  folder: string;
  httpsPort: number;
  httpPort: number;
  nodePort: number;
}

/** A program that can stand before a node. */
export interface ProxyKind {
  name: string;
  /** The program, as its Debian package has it. */
  program: string;
  /** The configuration that people copy, from the root of the repository. */
  file: string;
  /** Where the words of the documentation about another host stand in a configuration of their own. */
  around(place: Place, text: string): string;
  /** The command line that runs a configuration, and what its environment has besides. */
  command(place: Place, config: string): { args: string[]; env?: Record<string, string> };
  authority: string;
}

const letsEncrypt = `/etc/letsencrypt/live/${host}`;
const modules = "/usr/lib/apache2/modules";

const caddy: Omit<ProxyKind, "name" | "file"> = {
  program: "caddy",
  authority: "caddy/pki/authorities/local/root.crt",
  // A certificate that the world trusts cannot be had here: Caddy makes one of its own, by the same ways.
  around: ({ httpsPort, httpPort }, text) => `{
	admin off
	local_certs
	skip_install_trust
	https_port ${httpsPort}
	http_port ${httpPort}
}
${text}`,
  command: ({ folder }, config) => ({
    args: ["run", "--config", config, "--adapter", "caddyfile"],
    env: { XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, HOME: folder, ANTIPHON_URL: `https://${host}` },
  }),
};

/** What is kept in the repository is run as it is, but for ports and certificates; `around` is what Debian puts about it. */
export const proxyKinds: readonly ProxyKind[] = [
  {
    name: "nginx",
    program: "nginx",
    file: "docs/operations/proxies/nginx.conf",
    authority: "cert.pem",
    around: ({ folder }, text) => `
${process.getuid?.() === 0 ? "user root;" : ""}
pid ${folder}/pid;
error_log ${folder}/error.log;
events { worker_connections 64; }
http {
  include /etc/nginx/mime.types;
  gzip on;
  access_log off;
  ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`).join("\n  ")}
${text}
}`,
    command: ({ folder }, config) => ({ args: ["-p", folder, "-c", config, "-g", "daemon off;"] }),
  },
  { ...caddy, name: "Caddy", file: "docs/operations/proxies/Caddyfile" },
  { ...caddy, name: "the Caddy of docker-compose", file: "docker/Caddyfile" },
  {
    name: "Apache",
    program: "apache2",
    file: "docs/operations/proxies/apache.conf",
    authority: "cert.pem",
    around: ({ folder, httpsPort, httpPort }, text) => `
${["mpm_event", "authz_core", "mime", "filter", "deflate", "proxy", "proxy_http", "headers", "alias", "socache_shmcb", "ssl"].map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`).join("\n")}
ServerRoot /etc/apache2
ServerName localhost
DefaultRuntimeDir ${folder}
PidFile ${folder}/pid
ErrorLog ${folder}/error.log
TypesConfig /etc/mime.types
${process.getuid?.() === 0 ? "User www-data\nGroup www-data" : ""}
Include /etc/apache2/mods-available/deflate.conf
Listen 127.0.0.1:${httpsPort}
Listen 127.0.0.1:${httpPort}
${text}`,
    command: (_place, config) => ({ args: ["-D", "FOREGROUND", "-f", config] }),
  },
];

/** Whether the program is there. */
export function isInstalled({ program }: ProxyKind): boolean {
  return spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;
}

/** The configuration of the repository. */
export function kept({ file }: ProxyKind): string {
  return readFileSync(join(root, file), "utf8");
}

/**
 * Starts the program before a node at a port, with the configuration that is kept or another one for some host, and waits
 * until it speaks for that; all it writes stays among temporary files.
 */
export async function startProxy(
  kind: ProxyKind,
  nodePort: number,
  { text, host: name }: { text: string; host: string } = { text: kept(kind), host },
): Promise<RunningProxy> {
  const folder = mkdtempSync(join(tmpdir(), "antiphon-proxy-"));
  // Apache serves as somebody else than who starts it.
  chmodSync(folder, 0o755);
  const place = { folder, nodePort, httpsPort: await freePort(), httpPort: await freePort() };
  mkdirSync(join(folder, "caddy"));
  const names = ["-addext", `subjectAltName=DNS:${host},DNS:example.org,DNS:blog.example.org`];
  const files = ["-keyout", join(folder, "key.pem"), "-out", join(folder, "cert.pem")];
  const certificate = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", `/CN=${host}`];
  execFileSync("openssl", [...certificate, ...names, ...files], { stdio: "ignore" });
  const config = join(folder, "config");
  writeFileSync(config, kind.around(place, here(text, place)));

  const { args, env } = kind.command(place, config);
  const child = spawn(kind.program, args, {
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const log = () => (existsSync(join(folder, "error.log")) ? readFileSync(join(folder, "error.log"), "utf8") : "");
  const authority = () => readFileSync(join(folder, kind.authority));
  try {
    await untilReady(child, () => speaks(place.httpsPort, name, join(folder, kind.authority)));
  } catch (error) {
    throw new Error(`${kind.name} does not run: ${said}${log()}`, { cause: error });
  }
  return {
    httpsPort: place.httpsPort,
    httpPort: place.httpPort,
    authority,
    async close() {
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The same with the ports and certificates of this place; whatever is not found in it has to be looked at anew. */
function here(text: string, { folder, httpsPort, httpPort, nodePort }: Place): string {
  return text
    .replace(/\b(127\.0\.0\.1|app):8080/g, `127.0.0.1:${nodePort}`)
    .replaceAll(`${letsEncrypt}/fullchain.pem`, `${folder}/cert.pem`)
    .replaceAll(`${letsEncrypt}/privkey.pem`, `${folder}/key.pem`)
    .replace(/^ *listen \[::\].*\n/gm, "")
    .replace(/listen 443/g, `listen 127.0.0.1:${httpsPort}`)
    .replace(/listen 80;/g, `listen 127.0.0.1:${httpPort};`)
    .replaceAll("*:443>", `*:${httpsPort}>`)
    .replaceAll("*:80>", `*:${httpPort}>`);
}

/** Resolves once a program is ready; rejects when it ends or takes more than 20 s. */
async function untilReady(child: ChildProcess, isReady: () => Promise<boolean>): Promise<void> {
  let ended = false;
  child.once("exit", () => (ended = true));
  for (const until = Date.now() + 20_000; Date.now() < until && !ended; ) {
    if (await isReady()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  if (!ended) child.kill("SIGKILL");
  throw new Error("it did not answer");
}

/** Whether a port speaks TLS for a host by now; Caddy makes certificates after it began to listen. */
function speaks(port: number, servername: string, authority: string): Promise<boolean> {
  if (!existsSync(authority)) return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", servername, ca: readFileSync(authority) });
    socket.once("secureConnect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("secureConnect", () => socket.destroy());
  });
}
