import type { Browser, BrowserContext, Page } from "playwright-core";
import { canaryHost } from "./vectors/vector.ts";

/** A browser that notices whatever runs or is asked for, and the policies of pages switched off, lest they hide a hole. */
export interface Watch {
  context: BrowserContext;
  /** What was noticed: `ran 12`, `asked http://…`, `dialog`, `went to …`, each once. */
  noticed: Set<string>;
  /**
   * Opens a page, waits for what `ready` names, touches everything as a reader might by chance, in every frame, and hands
   * the page over with what is there that must not be.
   */
  look<T>(url: string, ready: string, then: (page: Page, traces: string[]) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Events that a reader causes without meaning to. */
const touches =
  "mouseover mouseenter mousemove pointerover pointerenter focus focusin scroll wheel copy drag animationstart";

/** Runs in the page: everything touched once, every picture asked for, and of links those followed that run a script. */
const touchAll = `(async () => {
  for (const one of document.querySelectorAll("body *"))
    for (const name of ${JSON.stringify(touches.split(" "))}) one.dispatchEvent(new Event(name, { bubbles: true }));
  for (const link of document.querySelectorAll("a"))
    if ((link.protocol ?? link.href.baseVal) .startsWith("javascript:")) link.dispatchEvent(new MouseEvent("click"));
  for (const image of document.images) image.loading = "eager";
  await Promise.all([...document.images].map((image) => image.decode().catch(() => 0)));
})()`;

/** Runs in the page: whatever stands there that could run, load or lead astray, besides what we put there ourselves. */
const findTraces = `(() => {
  const found = [];
  const at = (one) => (one.closest("[id^=comment-], [id^=isso-]")?.id ?? "page") + ": <" + one.localName + ">";
  const never = "iframe,frame,frameset,object,embed,applet,base,portal,template:not(.an-sending),math,style,noscript,plaintext,xmp,marquee,area,"
    + "audio,video,source,track,picture,meta[http-equiv],foreignObject,animate,animateTransform,set,use,image,feImage,"
    + ":is(.an-text, .isso-text) :is(form, input, button, [id], [name], svg),.an-comment form:not(.an-votes),.isso-text-wrapper form,"
    + "svg:not(.an-face, .an-toolbar > .an-button > svg, .isso-avatar > svg, .isso-comment-footer > a[role=button] > svg),"
    + ":is(.an-text, .isso-text) :is([class*='an-'], [class*='isso-']):not(.an-emoji)";
  for (const one of document.querySelectorAll(never)) found.push(at(one));
  for (const one of document.querySelectorAll("script"))
    if (one.textContent.trim() !== "" || !/\\/(embed[\\w.-]*|admin)\\.js/.test(one.src)) found.push(at(one));
  for (const one of document.querySelectorAll("*")) {
    for (const { name, value } of one.attributes) {
      if (/^on/i.test(name) || name === "style" || name === "srcdoc" || name === "ping" || name === "srcset") found.push(at(one) + " " + name);
      if (!/^(href|src|action|formaction|data|poster|background|cite|xlink:href)$/i.test(name)) continue;
      const address = new URL(value, document.baseURI);
      if (!/^(https?|mailto):$/.test(address.protocol)) found.push(at(one) + " " + name + "=" + value);
      if (one.localName === "img" && !/^\\/media\\//.test(address.pathname)) found.push(at(one) + " src=" + value);
    }
  }
  return found;
})()`;

const longestWaitMs = 3_000;

/** Begins to watch; `own` are the origins that pages may ask. */
export async function startWatch(browser: Browser, own: readonly string[]): Promise<Watch> {
  const context = await browser.newContext({ bypassCSP: true });
  const noticed = new Set<string>();
  await context.exposeFunction("__noticed", (what: string) => void noticed.add(what));
  await context.addInitScript(`{
    const tell = (number) => void window.__noticed("ran " + number);
    for (const name of ["canary", "alert", "confirm", "prompt", "msgbox", "print"]) window[name] = tell;
  }`);
  context.on("request", (request) => {
    const { origin, hostname, pathname, protocol } = new URL(request.url());
    if (hostname === canaryHost) noticed.add(`asked ${/\d+/.exec(pathname)?.[0] ?? pathname}`);
    else if (/^https?:$/.test(protocol) && !own.includes(origin)) noticed.add(`asked ${request.url()}`);
  });
  await context.route(
    (url) => url.hostname === canaryHost || url.pathname.startsWith("/media/") || !own.includes(url.origin),
    (route) => route.abort(),
  );

  const free: Page[] = [];
  const places = new Map<Page, string>();

  async function open(): Promise<Page> {
    const page = await context.newPage();
    page.on("dialog", (dialog) => {
      noticed.add(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("popup", (popup) => void noticed.add(`opened ${popup.url()}`));
    page.on("framenavigated", (frame) => {
      if (frame === page.mainFrame() && bare(frame.url()) !== places.get(page)) noticed.add(`went to ${frame.url()}`);
    });
    return page;
  }

  return {
    context,
    noticed,
    async look(url, ready, then) {
      const page = free.pop() ?? (await open());
      places.set(page, bare(url));
      await page.goto(url, { waitUntil: "domcontentloaded" });
      await bounded(page.waitForLoadState("load"));
      await page.waitForSelector(ready, { state: "attached" });
      await Promise.all(page.frames().map((frame) => bounded(frame.evaluate(touchAll))));
      const seen = await then(page, await page.evaluate(findTraces));
      free.push(page);
      return seen;
    },
    close: () => context.close(),
  };
}

function bare(address: string): string {
  return address.replace(/#.*$/, "");
}

/** A careless page may never be loaded; a frame that leads away never answers, and one that is gone answers with a fault. */
function bounded(work: Promise<unknown>): Promise<unknown> {
  return Promise.race([work.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, longestWaitMs))]);
}
