import { AsyncLocalStorage } from "node:async_hooks";
import { configure, getConsoleSink } from "@logtape/logtape";
import { listen, watchFetch } from "./wire.js";

/*
 * A small fediverse server built with Fedify: one person, an inbox, followers, notes. It runs from a folder of its own
 * with the packages beside it (see ../peers/fedify.ts) and is told what to do at /control, on loopback alone. It is
 * plain JavaScript, so that a newer Node runs it as it lies here, and so that types of packages that this project does
 * not have are not missed.
 */

const { PORT, FIRST_KNOCK, ACCEPTS = "any", SIGNED_FETCHES = "no" } = process.env;
const origin = `http://localhost:${PORT}`;
const traffic = [];

await configure({
  contextLocalStorage: new AsyncLocalStorage(),
  sinks: { console: getConsoleSink() },
  loggers: [
    { category: ["logtape", "meta"], lowestLevel: "warning", sinks: ["console"] },
    { category: "fedify", lowestLevel: "info", sinks: ["console"] },
  ],
});
watchFetch(traffic);
const { createPerson } = await import("./person.js");
const { createDeeds } = await import("./deeds.js");

const person = await createPerson({ origin, firstKnock: FIRST_KNOCK, signedFetches: SIGNED_FETCHES === "yes" });
const deeds = createDeeds(person);

async function control(request) {
  const { deed, ...given } = await request.json();
  try {
    return Response.json({ done: await deeds[deed](given) });
  } catch (error) {
    console.error(error);
    return Response.json({ failed: String(error) });
  }
}

await listen({
  port: Number(PORT),
  origin,
  traffic,
  only: ACCEPTS,
  answer: (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/control") return control(request);
    if (pathname === "/control/state") return Response.json({ ...person.state(), traffic });
    return person.answer(request);
  },
});
console.log(`Listening at ${origin}.`);
