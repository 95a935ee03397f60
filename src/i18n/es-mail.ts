import type { Catalogue, MessageKey } from "./catalogue.ts";

type Area = "mail" | "data";

/** What letters say, and the pages that they lead to, in Spanish. */
export const spanishMail: Pick<Catalogue, Extract<MessageKey, `${Area}.${string}`>> = {
  "mail.confirmSubject": "Confirma, por favor: correos sobre respuestas en {blog}",
  "mail.asked":
    "Tú, o alguien que escribió tu dirección, comentó en «{title}» y pidió recibir las respuestas por correo.",
  "mail.askedNote": "No se envía nada hasta que lo confirmes. Si no fuiste tú, no hagas nada.",
  "mail.yes": "Sí, enviarme las respuestas",
  "mail.never": "No preguntar nunca más",
  "mail.answerSubject": "{name} te ha respondido en «{title}»",
  "mail.answered": "{name} ha respondido a tu comentario en «{title}»:",
  "mail.read": "Leerlo en la página",
  "mail.stop": "Dejar de recibir correos sobre este comentario, o todos los de este blog",
  "mail.confirm": "Correos sobre respuestas",
  "mail.confirmFrom": "Correos sobre respuestas de {blog}",
  "mail.stopTitle": "Dejar de recibir correos",
  "mail.stopFrom": "Dejar de recibir correos de {blog}",
  "mail.about": "Se trata de lo que escribiste en {title}.",
  "mail.already": "Ya recibes las respuestas.",
  "mail.want": "¿Quieres recibir las respuestas por correo?",
  "mail.thanks": "Gracias. Recibirás por correo las respuestas a tu comentario.",
  "mail.whatStop": "¿Qué no quieres recibir más?",
  "mail.doneComment": "Hecho. No recibirás más correos sobre este comentario.",
  "mail.doneAll": "Hecho. No recibirás más correos de este blog.",
  "mail.stopComment": "Dejar de recibir correos sobre este comentario",
  "mail.stopAll": "Dejar de recibir todos los correos de este blog",
  "mail.again": "No, volver a enviarme las respuestas",
  "mail.data": "Qué se guarda de ti y cómo borrarlo",
  "mail.dataSubject": "Tus comentarios en {blog}: el enlace que pediste",
  "mail.dataAsked":
    "Tú, o alguien que escribió tu dirección, pidió lo que se guarda de ti en los comentarios de {blog}.",
  "mail.dataNote": "El enlace funciona una sola vez, durante un día. Si no fuiste tú, no hagas nada.",
  "mail.dataOpen": "Ver, descargar o borrar lo que se guarda de ti",
  "data.title": "Qué se guarda de ti",
  "data.about":
    "Si dejaste una dirección de correo con un comentario, puedes recuperar todo lo que se guarda de ti y borrarlo. Para ello se te envía un enlace.",
  "data.others":
    "Sin una dirección nadie puede saber de quién es un comentario: pídeselo al responsable del blog. Lo que escribiste desde tu propio servidor se elimina allí.",
  "data.noMail": "Este servidor no envía correo. Escribe al responsable del blog desde la dirección que dejaste.",
  "data.ask": "Enviarme un enlace",
  "data.sent":
    "Si hay comentarios con esta dirección, un correo con un enlace va en camino. El enlace funciona durante un día.",
  "data.openNote": "El enlace funciona una sola vez.",
  "data.open": "Mostrar lo que se guarda",
  "data.count": {
    one: "Se escribió {count} comentario con tu dirección.",
    many: "Se escribieron {count} de comentarios con tu dirección.",
    other: "Se escribieron {count} comentarios con tu dirección.",
  },
  "data.none": "Ya no se guarda nada con tu dirección.",
  "data.export": "Descargarlo todo",
  "data.erase": "Borrarlo todo…",
  "data.sure":
    "¿Borrar todo lo que escribiste aquí con esta dirección y lo que se guarda de ti? No se puede deshacer. Donde alguien respondió, el lugar de tu comentario queda vacío.",
  "data.yes": "Sí, borrarlo para siempre",
  "data.done": "Hecho: está borrado. A los demás servidores que tenían tus comentarios se les pide que los eliminen.",
};
