import { randomBytes } from "node:crypto";
import { mongoBackend } from "./backends.ts";
import { storeContract } from "./contract/all.ts";

const uri = process.env["TEST_MONGODB_URI"];
const backend = uri ? await mongoBackend(uri, `antiphon_test_${randomBytes(6).toString("hex")}`) : null;

describe("the store on MongoDB", () => {
  if (backend) {
    storeContract(backend);
    after(() => backend.drop());
  } else {
    console.log("SKIPPED: MongoDB contract (TEST_MONGODB_URI is not set)");
    it.skip("keeps the whole contract (set TEST_MONGODB_URI to run it)");
  }
});
