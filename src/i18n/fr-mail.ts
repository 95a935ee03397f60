import type { Catalogue, MessageKey } from "./catalogue.ts";

type Area = "mail" | "data";

/** What letters say, and the pages that they lead to, in French. */
export const frenchMail: Pick<Catalogue, Extract<MessageKey, `${Area}.${string}`>> = {
  "mail.confirmSubject": "Veuillez confirmer : e-mails pour les réponses sur {blog}",
  "mail.asked":
    "Vous, ou quelqu’un qui a saisi votre adresse, avez commenté « {title} » et demandé à recevoir les réponses par e-mail.",
  "mail.askedNote": "Rien n’est envoyé avant votre confirmation. Si ce n’était pas vous, ne faites rien.",
  "mail.yes": "Oui, m’envoyer les réponses",
  "mail.never": "Ne plus jamais demander",
  "mail.answerSubject": "{name} vous a répondu sur « {title} »",
  "mail.answered": "{name} a répondu à votre commentaire sur « {title} » :",
  "mail.read": "Lire sur la page",
  "mail.stop": "Arrêter les e-mails sur ce commentaire, ou tous ceux de ce blog",
  "mail.confirm": "E-mails pour les réponses",
  "mail.confirmFrom": "E-mails pour les réponses sur {blog}",
  "mail.stopTitle": "Arrêter les e-mails",
  "mail.stopFrom": "Arrêter les e-mails de {blog}",
  "mail.about": "Il s’agit de ce que vous avez écrit sur {title}.",
  "mail.already": "Vous recevez déjà les réponses.",
  "mail.want": "Voulez-vous recevoir les réponses par e-mail ?",
  "mail.thanks": "Merci. Les réponses à votre commentaire vous seront envoyées par e-mail.",
  "mail.whatStop": "Que ne faut-il plus vous envoyer ?",
  "mail.doneComment": "C’est fait. Vous ne recevrez plus d’e-mails sur ce commentaire.",
  "mail.doneAll": "C’est fait. Vous ne recevrez plus d’e-mails de ce blog.",
  "mail.stopComment": "Arrêter les e-mails sur ce commentaire",
  "mail.stopAll": "Arrêter tous les e-mails de ce blog",
  "mail.again": "Non, m’envoyer de nouveau les réponses",
  "mail.data": "Ce qui est conservé sur vous, et comment l’effacer",
  "mail.dataSubject": "Vos commentaires sur {blog} : le lien demandé",
  "mail.dataAsked":
    "Vous, ou quelqu’un qui a saisi votre adresse, avez demandé ce qui est conservé sur vous dans les commentaires de {blog}.",
  "mail.dataNote": "Le lien fonctionne une seule fois, pendant un jour. Si ce n’était pas vous, ne faites rien.",
  "mail.dataOpen": "Voir, télécharger ou effacer ce qui est conservé sur vous",
  "data.title": "Ce qui est conservé sur vous",
  "data.about":
    "Si vous avez laissé une adresse e-mail avec un commentaire, vous pouvez récupérer tout ce qui est conservé sur vous, et l’effacer. Un lien vous est envoyé pour cela.",
  "data.others":
    "Sans adresse e-mail, personne ne peut dire de qui est un commentaire : adressez-vous au responsable du blog. Ce que vous avez écrit depuis votre propre serveur se supprime là-bas.",
  "data.noMail":
    "Ce serveur n’envoie pas d’e-mails. Écrivez au responsable du blog, depuis l’adresse que vous avez laissée.",
  "data.ask": "M’envoyer un lien",
  "data.sent":
    "S’il y a des commentaires avec cette adresse, un e-mail avec un lien est en route. Le lien fonctionne pendant un jour.",
  "data.openNote": "Le lien fonctionne une seule fois.",
  "data.open": "Afficher ce qui est conservé",
  "data.count": {
    one: "{count} commentaire a été écrit avec votre adresse.",
    many: "{count} de commentaires ont été écrits avec votre adresse.",
    other: "{count} commentaires ont été écrits avec votre adresse.",
  },
  "data.none": "Plus rien n’est conservé avec votre adresse.",
  "data.export": "Tout télécharger",
  "data.erase": "Tout effacer…",
  "data.sure":
    "Effacer tout ce que vous avez écrit ici avec cette adresse, et ce qui est conservé sur vous ? C’est irréversible. Là où quelqu’un a répondu, la place de votre commentaire reste, vide.",
  "data.yes": "Oui, effacer définitivement",
  "data.done":
    "C’est fait : tout est effacé. Les autres serveurs qui avaient vos commentaires sont priés de les supprimer.",
};
