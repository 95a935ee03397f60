// Signatures are made and checked in federation/signature alone (docs/decisions/0005-http-signatures.md).
const refuse = () => {
  throw new Error("http-signature is not available: federation/signature does this");
};

module.exports = { parse: refuse, verifySignature: refuse, sign: refuse, signRequest: refuse };
