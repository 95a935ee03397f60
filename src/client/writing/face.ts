import { fieldsOf, type Send } from "./send.ts";

/** Shows beside the name field how the writer would be shown, drawn by the node; nothing before they said who they are. */
export async function drawFace(send: Send, form: HTMLFormElement): Promise<void> {
  const place = form.querySelector(".an-who > .an-face");
  const { author = "", email = "", url = "" } = fieldsOf(form);
  if (!place || !(author || email)) return;
  const { drawn } = await send(`${form.action}/face`, { author, email, url });
  const face = drawn.querySelector(".an-face");
  if (face) place.replaceWith(face);
}
