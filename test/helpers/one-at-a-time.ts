import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/**
 * Stands before the stand-in for MongoDB and lets it do one command after the other, whoever sends them: between two clients
 * it is not atomic, as MongoDB is. Returns the address with this place in it.
 */
export async function oneAtATime(uri: string): Promise<{ uri: string; close(): void }> {
  const { hostname, port } = new URL(uri);
  const open = new Set<Socket>();
  let turn: Promise<unknown> = Promise.resolve();

  const server = createServer((client) => {
    const behind = connect(Number(port || 27017), hostname);
    for (const socket of [client, behind]) {
      open.add(socket);
      socket
        .on("error", () => undefined)
        .on("close", () => {
          open.delete(socket);
          client.destroy();
          behind.destroy();
        });
    }
    void forward(client, behind);
  });

  async function forward(client: Socket, behind: Socket): Promise<void> {
    const answers = messages(behind)[Symbol.asyncIterator]();
    for await (const command of messages(client)) {
      const mine = turn.then(async () => {
        if (behind.destroyed) return;
        behind.write(command);
        const { value } = (await answers.next()) as { value?: Buffer };
        if (value && !client.destroyed) client.write(value);
      });
      turn = mine.catch(() => undefined);
      await turn;
    }
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const place = new URL(uri);
  place.hostname = "127.0.0.1";
  place.port = String((server.address() as AddressInfo).port);
  return {
    uri: place.href,
    close() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

/** The messages of a connection, each with its length in the first four bytes; ends with the connection. */
async function* messages(socket: Socket): AsyncIterable<Buffer> {
  let held = Buffer.alloc(0);
  try {
    for await (const chunk of socket) {
      held = Buffer.concat([held, chunk as Buffer]);
      while (held.length >= 4 && held.length >= held.readInt32LE(0)) {
        const length = held.readInt32LE(0);
        yield held.subarray(0, length);
        held = held.subarray(length);
      }
    }
  } catch {
    // A connection that is cut has no more messages.
  }
}
