// JSON-LD contexts are bundled; no document is ever loaded at run time (docs/decisions/0004-activitypub-express.md).
const refuse = () => {
  throw new Error("@digitalbazaar/http-client is not available: JSON-LD contexts are bundled");
};

module.exports = { httpClient: { get: refuse }, kyPromise: Promise.resolve(refuse), DEFAULT_HEADERS: {} };
