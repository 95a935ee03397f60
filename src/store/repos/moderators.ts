import type { Person } from "../../domain/person.ts";
import type { Moderators } from "../../domain/repos.ts";
import type { Docs } from "../port.ts";

/** Who may sign in, on the document port. */
export function createModerators(docs: Docs<Person>): Moderators {
  return {
    async all() {
      const people = await docs.find({}).toArray();
      return people.sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
    },
    get: (id) => docs.findOne({ _id: id }),
    add: (person) => docs.insertOne(person),
    async change(id, set) {
      await docs.updateOne({ _id: id }, { $set: set });
    },
  };
}
