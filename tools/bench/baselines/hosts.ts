import { createServer } from "node:http";
import { createServer as createSockets, type Socket } from "node:net";
import { setPriority } from "node:os";
import { hostAddress } from "../host-address.ts";

/*
 * Many servers of the fediverse in one process, each at an address of its own on loopback, all at the port of PORT. They
 * answer 202 at once, 500, or never, as the bench says before each round, and do no more than that: they share the
 * machine with the node that is measured, and let it go first, as servers elsewhere would take none of its processors.
 * Started as `hosts.ts COUNT`.
 */
setPriority(10);

const count = Number(process.argv[2]);
const port = Number(process.env["PORT"]);

let hanging = new Set<number>();
let failing = new Set<number>();
const held = new Set<Socket>();
/** When each host got its first delivery of the round, in milliseconds. */
let arrivals: Record<number, number> = {};

function begin(round: { hanging: number[]; failing: number[] }): void {
  hanging = new Set(round.hanging);
  failing = new Set(round.failing);
  for (const socket of held) socket.destroy();
  held.clear();
  arrivals = {};
}

/** Requests come one after the other, with a length. */
function serve(index: number, socket: Socket): void {
  let seen = "";
  socket.on("error", () => undefined);
  socket.on("data", (chunk) => {
    seen += chunk.toString("latin1");
    const end = seen.indexOf("\r\n\r\n") + 4;
    if (end < 4 || seen.length - end < Number(/\r\ncontent-length: (\d+)/i.exec(seen)?.[1])) return;
    seen = "";
    arrivals[index] ??= performance.now();
    if (hanging.has(index)) held.add(socket);
    else socket.write(`HTTP/1.1 ${failing.has(index) ? "500 No" : "202 Yes"}\r\nContent-Length: 0\r\n\r\n`);
  });
}

for (let i = 0; i < count; i++) createSockets((socket) => serve(i, socket)).listen(port, hostAddress(i));

createServer((request, response) => {
  if (request.url === "/arrivals") return void response.end(JSON.stringify(arrivals));
  if (request.url !== "/round") return void response.end("ok");
  let body = "";
  request.on("data", (chunk) => {
    body += chunk;
  });
  request.once("end", () => {
    begin(JSON.parse(body));
    response.end();
  });
}).listen(port, "127.0.0.1");

process.once("SIGTERM", () => process.exit(0));
