// activitypub-express must reach the network through the guarded fetch alone (docs/decisions/0004-activitypub-express.md).
module.exports = () => {
  throw new Error("request-promise-native is not available: every request goes through the guarded fetch");
};
