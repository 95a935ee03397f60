/** What the node tells of a thread: how many comments it shows, and the newest ones, each with what it answers. */
export interface News {
  shown: number;
  lately: readonly (readonly [number: number, answered: number | null])[];
}

/** Listens to the news at an address until the returned function is called. */
export type Lines = (address: string, hear: (news: News) => void) => () => void;

/** So many streams may break early, one after the other, before no more are tried for now. */
const patience = 5;
/** A stream that held this long was no failure. The node says something at once: one that is silent is held back on its way. */
const steadyMs = 20_000;
/** After so many answers it is tried whether streams go through again: a node that restarts is back within a minute. */
const answersUntilStream = 5;

/**
 * Listens by streams, while the page is to be seen: so many at once, as a browser has few connections. What finds none, or
 * whose streams are refused, cut or held back on their way, asks now and then. The browser's cache asks with the ETag that
 * it has.
 */
export function createLines({ most, pollMs }: { most: number; pollMs: number }): Lines {
  let streams = 0;

  return (address, hear) => {
    let stream: EventSource | null = null;
    let timer = 0;
    let asked = 0;

    function close(): void {
      clearTimeout(timer);
      if (stream) streams--;
      stream?.close();
      stream = null;
    }

    function poll(): void {
      timer = setTimeout(++asked % answersUntilStream ? poll : open, pollMs);
      fetch(address, { credentials: "omit", cache: "no-cache" })
        .then(async (answer) => answer.ok && hear((await answer.json()) as News))
        .catch(() => undefined);
    }

    function giveUp(): void {
      close();
      poll();
    }

    function open(): void {
      close();
      if (document.hidden) return;
      if (streams >= most) {
        poll();
        return;
      }
      let failed = 0;
      let since = 0;
      const wait = () => {
        clearTimeout(timer);
        timer = setTimeout(giveUp, steadyMs);
        since = Date.now();
      };
      streams++;
      stream = new EventSource(address);
      wait();
      stream.onmessage = ({ data }) => {
        clearTimeout(timer);
        hear(JSON.parse(data) as News);
      };
      // A line that broke is taken up again by the browser; one that was refused is not.
      stream.onerror = () => {
        failed = Date.now() - since < steadyMs ? failed + 1 : 0;
        wait();
        if (stream?.readyState === EventSource.CLOSED || failed >= patience) giveUp();
      };
    }

    document.addEventListener("visibilitychange", open);
    open();
    return () => {
      document.removeEventListener("visibilitychange", open);
      close();
    };
  };
}
