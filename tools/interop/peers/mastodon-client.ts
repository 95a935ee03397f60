/** A person's app, as it speaks to their server by the Mastodon API. */
export interface MastodonClient {
  get<T>(path: string): Promise<T>;
  send<T>(method: "POST" | "PUT" | "DELETE", path: string, fields?: Record<string, string>): Promise<T>;
}

export interface Credentials {
  email: string;
  password: string;
}

const outOfBand = "urn:ietf:wg:oauth:2.0:oob";
const scopes = "read write";

/** Signs a person in as a browser does, page by page (RFC 6749 §4.1), and returns their app. Fails with what was refused. */
export async function signIn(origin: string, { email, password }: Credentials): Promise<MastodonClient> {
  const ask = createAsk(origin);
  const app = await ask<{ client_id: string; client_secret: string }>("POST", "/api/v1/apps", {
    client_name: "interop",
    redirect_uris: outOfBand,
    scopes,
  });
  const browser = createBrowser(origin);
  const query = { client_id: app.client_id, redirect_uri: outOfBand, response_type: "code", scope: scopes };
  await browser("GET", `/oauth/authorize?${new URLSearchParams(query)}`);
  await browser("POST", "/auth/sign_in", { username: email, password });
  const code = new URL(await browser("POST", "/oauth/authorize"), origin).searchParams.get("code") ?? "";
  const token = await ask<{ access_token: string }>("POST", "/oauth/token", {
    ...app,
    redirect_uri: outOfBand,
    grant_type: "authorization_code",
    code,
  });
  const authorised = createAsk(origin, { authorization: `Bearer ${token.access_token}` });
  return { get: (path) => authorised("GET", path), send: authorised };
}

function createAsk(origin: string, headers: Record<string, string> = {}) {
  return async function ask<T>(method: string, path: string, fields?: Record<string, string>): Promise<T> {
    const body = fields ? new URLSearchParams(fields) : null;
    const answer = await fetch(origin + path, { method, headers: { accept: "application/json", ...headers }, body });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return JSON.parse(text || "null") as T;
  };
}

/** Keeps cookies, follows nothing, and returns where it was sent. */
function createBrowser(origin: string) {
  let cookie = "";
  return async function visit(method: string, path: string, fields?: Record<string, string>): Promise<string> {
    const body = fields ? new URLSearchParams(fields) : null;
    const headers = { accept: "text/html", cookie };
    const answer = await fetch(origin + path, { method, headers, body, redirect: "manual" });
    if (answer.status >= 400) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? cookie;
    return answer.headers.get("location") ?? "/";
  };
}
