import { generateKeyPairSync, sign } from "node:crypto";
import { createServer } from "node:http";

/*
 * The RSA signing rate of the machine: one thread that signs, one signature after the other, and does nothing else; what
 * `openssl speed rsa2048` measures. `GET /sign?count=N` signs and answers the milliseconds that it took.
 */
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const data = Buffer.alloc(300, "x");

createServer((request, response) => {
  const count = Number(new URL(request.url ?? "/", "http://localhost").searchParams.get("count") ?? 0);
  const before = performance.now();
  for (let i = 0; i < count; i++) sign("sha256", data, privateKey);
  response.end(String(performance.now() - before));
}).listen(Number(process.env["PORT"]), "127.0.0.1");

process.once("SIGTERM", () => process.exit(0));
