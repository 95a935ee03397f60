import { sqliteBackend } from "./backends.ts";
import { storeContract } from "./contract/all.ts";

describe("the store on SQLite", () => storeContract(sqliteBackend()));
