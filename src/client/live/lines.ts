/** What the node tells of a thread: how many comments it shows, and the newest ones, each with what it answers. */
export interface News {
  shown: number;
  lately: readonly (readonly [number: number, answered: number | null])[];
}

/** Listens to the news at an address until the returned function is called. */
export type Lines = (address: string, hear: (news: News) => void) => () => void;

const patience = 5;

/**
 * Listens by streams, while the page is to be seen: so many at once, as a browser has few connections. What finds none, or is
 * refused one, asks now and then. The browser's cache asks with the ETag that it has.
 */
export function createLines({ most, pollMs }: { most: number; pollMs: number }): Lines {
  let streams = 0;

  return (address, hear) => {
    let stream: EventSource | null = null;
    let timer = 0;

    function close(): void {
      clearTimeout(timer);
      if (stream) streams--;
      stream?.close();
      stream = null;
    }

    function poll(): void {
      timer = window.setTimeout(poll, pollMs);
      fetch(address, { credentials: "omit", cache: "no-cache", headers: { Accept: "application/json" } })
        .then(async (answer) => answer.ok && hear((await answer.json()) as News))
        .catch(() => undefined);
    }

    function open(): void {
      close();
      if (document.hidden) return;
      if (streams >= most) {
        poll();
        return;
      }
      let failed = 0;
      streams++;
      stream = new EventSource(address);
      stream.onmessage = ({ data }) => {
        failed = 0;
        hear(JSON.parse(data) as News);
      };
      // A line that broke is taken up again by the browser; one that was refused is not.
      stream.onerror = () => {
        if (stream?.readyState !== EventSource.CLOSED && ++failed < patience) return;
        close();
        poll();
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
