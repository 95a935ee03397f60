import { createPostOffice } from "../../src/notify/post-office.ts";

/*
 * Hands a letter to the mail server named as the argument, and prints what became of it: a process of its own, as the
 * authorities that Node trusts (`NODE_EXTRA_CA_CERTS`) are read at its start alone.
 */
const [server = ""] = process.argv.slice(2);
const office = createPostOffice({ server, from: "Comments <comments@node.example>" }, "https://node.example");
const posted = await office.post({
  id: "letter-1",
  to: "me@mail.example",
  subject: "A subject",
  lang: "en",
  text: "Words",
  html: "<p>Words</p>",
  stop: { href: "https://node.example/admin/mail", oneClick: false },
});
process.stdout.write(JSON.stringify(posted));
