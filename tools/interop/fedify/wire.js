import { createServer } from "node:http";

/*
 * Between the socket and the federation: turns node's requests into fetch's, and writes down what passed in either
 * direction, with the dialect it was signed in and the status it was answered with.
 */

/** How a request was signed. */
export function dialectOf(headers) {
  if (headers.has("signature-input")) return "rfc9421";
  return headers.has("signature") ? "cavage" : "unsigned";
}

/** Writes every request down that is sent from here on, the refused first knocks as well. */
export function watchFetch(traffic) {
  const send = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const { method, url, headers } =
      input instanceof Request ? input : new Request(input, { ...init, body: undefined });
    const type = await typeIn(method, () => input.clone().text());
    const response = await send(input, init);
    note(traffic, { way: "out", method, url, dialect: dialectOf(headers), status: response.status, type });
    return response;
  };
}

/**
 * Listens on loopback and hands each request to `answer`. With `only`, what is signed in any other dialect is refused,
 * as a server does that knows no other.
 */
export function listen({ port, origin, traffic, only, answer }) {
  const server = createServer(async (req, res) => {
    const request = await toRequest(req, origin);
    const dialect = dialectOf(request.headers);
    const refused = only !== "any" && dialect !== "unsigned" && dialect !== only;
    const response = refused ? new Response(`Sign by ${only}.`, { status: 401 }) : await answer(request);
    const { method, url } = request;
    if (!req.url.startsWith("/control")) {
      note(traffic, {
        way: "in",
        method,
        url,
        dialect,
        status: response.status,
        type: await typeIn(method, () => req.body.toString()),
      });
    }
    res.writeHead(response.status, Object.fromEntries(response.headers));
    res.end(Buffer.from(await response.arrayBuffer()));
  });
  return new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
}

async function toRequest(req, origin) {
  const headers = new Headers();
  for (let i = 0; i < req.rawHeaders.length; i += 2) headers.append(req.rawHeaders[i], req.rawHeaders[i + 1]);
  const pieces = [];
  for await (const piece of req) pieces.push(piece);
  req.body = Buffer.concat(pieces);
  const { method } = req;
  const body = method === "GET" || method === "HEAD" ? undefined : req.body;
  return new Request(new URL(req.url, origin), { method, headers, body });
}

/** The type of the activity that a request carries. */
async function typeIn(method, read) {
  if (method !== "POST") return undefined;
  try {
    return JSON.parse(await read()).type;
  } catch {
    return undefined;
  }
}

function note(traffic, line) {
  traffic.push(line);
  console.log(`${line.way.padEnd(3)} ${line.method} ${line.url} ${line.dialect} ${line.status} ${line.type ?? ""}`);
}
