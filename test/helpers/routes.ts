import type { WebNode } from "./web.ts";

/** What of the framework's routers is looked at. */
interface Layer {
  rawPath?: unknown;
  route?: { path: string | string[]; methods: Record<string, boolean> };
  handle: Partial<Stack>;
}
/** A router of the framework, as far as it is looked at. */
export interface Stack {
  stack: Layer[];
}

/** The routes of a router in the order in which a request meets them, as `GET /path`. */
export function routesIn({ stack }: Stack, prefix = ""): string[] {
  return stack.flatMap(({ route, handle, rawPath }) => {
    if (route) {
      const paths = [route.path].flat().map((path) => (path === "/" && prefix !== "" ? prefix : prefix + path));
      return Object.keys(route.methods).flatMap((name) => paths.map((path) => `${verb(name)} ${path}`));
    }
    const below = typeof rawPath === "string" && rawPath !== "/" ? prefix + rawPath : prefix;
    return handle.stack ? routesIn({ stack: handle.stack }, below) : [];
  });
}

function verb(method: string): string {
  return method === "_all" ? "ANY" : method.toUpperCase();
}

/** Asks for one of the owner's routes, as of `routesIn`, about the comment “c”, the thread “thread” and the blog “site”. */
export function askOwnersRoute(node: WebNode, route: string, cookie: string, csrf: string): Promise<Response> {
  const [method = "", pattern = ""] = route.split(" ");
  const path = pattern
    .replace(/:id|:comment/, "c")
    .replace(":action", "nothing")
    .replace(":site", "site");
  return method === "GET"
    ? node.get(`${path}?thread=thread`, { cookie })
    : node.post(path, { csrf, thread: "thread", pick: "c" }, { cookie });
}
