import type { SentenceKey } from "../domain/sentence.ts";
import type { Catalogue } from "./catalogue.ts";

/** What a Problem tells readers, in Spanish. */
export const spanishSentences: Pick<Catalogue, SentenceKey> = {
  "fault.name": "El nombre es demasiado largo: {max} caracteres como máximo.",
  "fault.email": "Esto no parece una dirección de correo. El campo también puede quedar vacío.",
  "fault.noEmail": "Indica adónde enviar las respuestas, o desmarca la casilla.",
  "fault.website": "Un sitio web empieza por https:// o http://. El campo también puede quedar vacío.",
  "fault.empty": "El comentario está vacío. Escribe algo primero.",
  "fault.tooLong": "El comentario es demasiado largo: {max} caracteres como máximo. Hay que acortarlo en {over}.",
  "fault.parent":
    "El comentario al que respondes ya no está en esta página. El texto puede publicarse como respuesta a la entrada.",
  "fault.server": "Escribe tu usuario, como @nombre@example.social, o el nombre de tu servidor.",
  "fault.reportReason": "Indica primero por qué el comentario no debería quedarse.",

  "refused.filled":
    "Se rellenó un campo que no es para personas, quizá lo hizo el navegador. Vuelve a enviarlo, por favor.",
  "refused.old": "El formulario es demasiado antiguo. El texto sigue abajo: vuelve a enviarlo, por favor.",
  "refused.fast":
    "Ha sido más rápido de lo que escribe una persona. El texto sigue abajo: vuelve a enviarlo, por favor.",
  "refused.work":
    "El cálculo hecho por el navegador es demasiado antiguo o ya se ha usado. El texto sigue abajo: vuelve a enviarlo, por favor.",
  "refused.pace": {
    one: "Han llegado muchos envíos a la vez desde tu red. Espera {count} minuto y vuelve a intentarlo.",
    many: "Han llegado muchos envíos a la vez desde tu red. Espera {count} de minutos y vuelve a intentarlo.",
    other: "Han llegado muchos envíos a la vez desde tu red. Espera {count} minutos y vuelve a intentarlo.",
  },
  "refused.origin":
    "El navegador no dijo de qué página venía el envío, así que no se aceptó. Vuelve a enviarlo desde esta página, por favor.",
  "refused.otherPage": "Solo se aceptan comentarios desde las páginas del propio blog, no desde {origin}.",
  "refused.closed": "Los comentarios de esta página están cerrados: la entrada fue retirada.",
  "refused.over": "Los comentarios de esta página están cerrados.",
  "refused.check": "Este comentario no fue aceptado en este blog.",
  "refused.repeated": "Este comentario ya se publicó antes y después fue eliminado.",
  "refused.rule": "El propietario de este blog no acepta este comentario. Tu texto se conserva abajo.",
  "refused.tooMuch": "Es demasiado texto para un solo envío. Acórtalo, por favor.",
  "refused.encoding": "El formulario llegó en una codificación que no se puede leer. Envíalo en UTF-8.",
  "refused.unreadable": "No se pudo leer la petición; quizá llegó cortada. Vuelve a intentarlo, por favor.",

  "vote.own": "No se puede votar el propio comentario.",
  "vote.already": "Ya votaste este comentario.",
  "vote.network": "Alguien de tu red ya votó hoy este comentario. Tu propio voto contará a partir de mañana.",
  "vote.hidden": "Este comentario no se muestra y no admite votos.",
  "vote.blocked": "Aquí no se aceptan votos de tu red.",
  "vote.off": "Aquí no se admiten votos de este tipo.",
  "own.removed": "Este comentario fue eliminado.",
  "own.hidden": "El responsable del blog ocultó este comentario.",
  "own.key": "Este enlace no corresponde al comentario. Usa el que se mostró al publicarlo.",
  "own.expired":
    "Este enlace ha caducado: un comentario se puede cambiar o eliminar durante 15 minutos. Pídeselo al responsable del blog.",
  "own.changed": "El comentario se cambió en ese mismo momento. Míralo y vuelve a intentarlo.",
  "own.mailKey": "Este enlace está incompleto. Ábrelo tal como está en el correo, hasta el final.",
  "own.dataKey": "Este enlace ya se usó o es demasiado antiguo. Pide uno nuevo.",
  "own.pageGone": "La página de este comentario ya no existe.",

  "page.foreign": "Esta dirección no pertenece a ninguno de los blogs de este servidor.",
  "page.unchecked": "No se pudo comprobar la página del blog. Vuelve a intentarlo dentro de un minuto.",
  "page.beingMade": "Esta página se está preparando en este momento. Vuelve a intentarlo.",
  "page.changing": "Esta entrada no deja de cambiar en este momento. Vuelve a intentarlo.",
  "page.tooMany": {
    one: "Se piden demasiadas páginas nuevas. Vuelve a intentarlo dentro de {count} segundo.",
    many: "Se piden demasiadas páginas nuevas. Vuelve a intentarlo dentro de {count} de segundos.",
    other: "Se piden demasiadas páginas nuevas. Vuelve a intentarlo dentro de {count} segundos.",
  },
  "page.longAddress": "La dirección de la página es demasiado larga.",
  "page.noAddress": "«{address}» no es una dirección web.",
  "page.otherScheme": "«{address}» no es una dirección web: debe empezar por https:// o http://.",
  "page.notOnFediverse": "No se puede responder a esta entrada desde el fediverso.",
  "page.answeredGone": "El comentario al que querías responder ya no está aquí.",
  "page.noStart": "Esta página no empieza en ningún comentario de esta conversación; empieza por la primera página.",
  "page.noComment": "Este comentario no existe, o ya no.",
  "page.nothingYet": "Esta página aún no tiene comentarios: vuelve a preguntar más tarde.",
  "page.feedOver": "Este canal ya no existe, o su dirección se cortó.",
  "page.nothing": "No hay nada en esta dirección.",

  "isso.rate":
    "Demasiados comentarios a la vez (por minuto, como máximo {max}). Vuelve a intentarlo dentro de {seconds} s.",
  "isso.direct":
    "No se admiten más de {max} comentarios directos de la misma persona sobre «{title}». Todavía puedes responder a otros.",
  "isso.self": "Tu comentario aún se puede editar. Podrás responderle después.",
  "isso.noEmail": "Aquí se pide una dirección de correo.",
  "isso.noAuthor": "Aquí se pide un nombre.",
  "isso.short": "El comentario es demasiado corto (al menos {min} caracteres).",
  "isso.website": "El sitio web no es una dirección válida.",
  "isso.late": "Este comentario no se puede cambiar desde aquí, o ya no.",
  "server.fault": "Algo ha fallado en este servidor. No es culpa tuya; los detalles están en su registro.",
};
