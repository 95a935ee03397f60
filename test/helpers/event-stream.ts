/** An open stream of server-sent events, read one by one. */
export interface EventStream {
  response: Response;
  /** The data of the next event; a comment that keeps the line open is given as its text. Null when the stream has ended. */
  next(): Promise<unknown>;
  close(): void;
}

/** Listens to a stream as a browser would. */
export async function listenTo(url: string, headers: Record<string, string> = {}): Promise<EventStream> {
  const stop = new AbortController();
  const response = await fetch(url, { headers: { accept: "text/event-stream", ...headers }, signal: stop.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    response,
    async next() {
      for (;;) {
        const end = text.indexOf("\n\n");
        if (end >= 0) {
          const block = text.slice(0, end);
          text = text.slice(end + 2);
          const data = /^data: (.*)$/m.exec(block)?.[1];
          return data === undefined ? block : JSON.parse(data);
        }
        const read = await reader?.read();
        if (!read || read.done) return null;
        text += read.value;
      }
    },
    close: () => stop.abort(),
  };
}
