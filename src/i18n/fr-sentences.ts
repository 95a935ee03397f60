import type { SentenceKey } from "../domain/sentence.ts";
import type { Catalogue } from "./catalogue.ts";

/** What a Problem tells readers, in French. */
export const frenchSentences: Pick<Catalogue, SentenceKey> = {
  "fault.name": "Le nom est trop long : {max} caractères au plus.",
  "fault.email": "Cela ne ressemble pas à une adresse e-mail. Vous pouvez aussi laisser ce champ vide.",
  "fault.noEmail": "Indiquez où envoyer les réponses, ou décochez la case.",
  "fault.website": "Un site web commence par https:// ou http://. Vous pouvez aussi laisser ce champ vide.",
  "fault.empty": "Le commentaire est vide. Écrivez d’abord quelque chose.",
  "fault.tooLong": "Le commentaire est trop long : {max} caractères au plus. Raccourcissez-le de {over}.",
  "fault.parent":
    "Le commentaire auquel vous répondez n’est plus sur cette page. Votre texte peut être publié en réponse à l’article.",
  "fault.server": "Indiquez votre identifiant, par exemple @nom@example.social, ou le nom de votre serveur.",
  "fault.reportReason": "Dites d’abord pourquoi le commentaire ne devrait pas rester.",

  "refused.filled":
    "Un champ qui n’est pas destiné aux humains a été rempli, peut-être par le navigateur. Veuillez renvoyer le formulaire.",
  "refused.old": "Ce formulaire est trop ancien. Votre texte est conservé ci-dessous : veuillez le renvoyer.",
  "refused.fast": "C’était plus rapide qu’un humain. Votre texte est conservé ci-dessous : veuillez le renvoyer.",
  "refused.work":
    "Le calcul fait par le navigateur est trop ancien ou a déjà servi. Votre texte est conservé ci-dessous : veuillez le renvoyer.",
  "refused.pace": {
    one: "Beaucoup d’envois sont arrivés d’un coup de votre réseau. Attendez {count} minute, puis réessayez.",
    many: "Beaucoup d’envois sont arrivés d’un coup de votre réseau. Attendez {count} de minutes, puis réessayez.",
    other: "Beaucoup d’envois sont arrivés d’un coup de votre réseau. Attendez {count} minutes, puis réessayez.",
  },
  "refused.origin":
    "Le navigateur n’a pas dit de quelle page venait cet envoi ; il n’a donc pas été accepté. Veuillez le renvoyer depuis cette page.",
  "refused.otherPage": "Les commentaires ne sont acceptés que depuis les pages du blog, pas depuis {origin}.",
  "refused.closed": "Les commentaires de cette page sont fermés : l’article a été retiré.",
  "refused.over": "Les commentaires de cette page sont fermés.",
  "refused.check": "Ce commentaire n’a pas été accepté sur ce blog.",
  "refused.repeated": "Ce commentaire a déjà été publié, puis supprimé.",
  "refused.rule": "Le propriétaire de ce blog n’accepte pas ce commentaire. Votre texte est conservé ci-dessous.",
  "refused.tooMuch": "C’est trop de texte pour un seul envoi. Veuillez le raccourcir.",
  "refused.encoding": "Le formulaire a été envoyé dans un encodage illisible. Envoyez-le en UTF-8.",
  "refused.unreadable": "La requête n’a pas pu être lue ; elle a peut-être été coupée. Veuillez réessayer.",

  "vote.own": "On ne peut pas voter pour son propre commentaire.",
  "vote.already": "Vous avez déjà voté sur ce commentaire.",
  "vote.network":
    "Quelqu’un de votre réseau a déjà voté sur ce commentaire aujourd’hui. Votre propre vote comptera à partir de demain.",
  "vote.hidden": "Ce commentaire n’est pas affiché et n’accepte pas de votes.",
  "vote.blocked": "Les votes de votre réseau ne sont pas acceptés ici.",
  "vote.off": "Les votes de ce genre ne sont pas acceptés ici.",
  "own.removed": "Ce commentaire a été supprimé.",
  "own.hidden": "Ce commentaire a été masqué par le responsable du blog.",
  "own.key": "Ce lien ne correspond pas au commentaire. Utilisez celui qui s’affiche après la publication.",
  "own.expired":
    "Ce lien a expiré : un commentaire peut être modifié ou supprimé pendant 15 minutes. Adressez-vous au responsable du blog.",
  "own.changed": "Le commentaire a été modifié au même moment. Regardez-le, puis réessayez.",
  "own.mailKey": "Ce lien est incomplet. Ouvrez-le tel qu’il figure dans l’e-mail, jusqu’au bout.",
  "own.dataKey": "Ce lien a déjà servi ou est trop ancien. Demandez-en un nouveau.",
  "own.pageGone": "La page de ce commentaire n’existe plus.",

  "page.foreign": "Cette adresse n’appartient à aucun des blogs de ce serveur.",
  "page.unchecked": "La page du blog n’a pas pu être vérifiée. Réessayez dans une minute.",
  "page.beingMade": "Cette page est en cours de mise en place. Réessayez.",
  "page.changing": "Cet article ne cesse de changer en ce moment. Réessayez.",
  "page.tooMany": {
    one: "Trop de nouvelles pages sont demandées. Réessayez dans {count} seconde.",
    many: "Trop de nouvelles pages sont demandées. Réessayez dans {count} de secondes.",
    other: "Trop de nouvelles pages sont demandées. Réessayez dans {count} secondes.",
  },
  "page.longAddress": "L’adresse de la page est trop longue.",
  "page.noAddress": "« {address} » n’est pas une adresse web.",
  "page.otherScheme": "« {address} » n’est pas une adresse web : elle doit commencer par https:// ou http://.",
  "page.notOnFediverse": "On ne peut pas répondre à cet article depuis le fédivers.",
  "page.answeredGone": "Le commentaire auquel vous vouliez répondre n’est plus là.",
  "page.noStart": "Cette page ne commence à aucun commentaire de cette discussion ; reprenez à la première page.",
  "page.noComment": "Ce commentaire n’existe pas, ou plus.",
  "page.nothingYet": "Cette page n’a pas encore de commentaires : réessayez plus tard.",
  "page.feedOver": "Ce flux n’existe plus, ou son adresse a été tronquée.",
  "page.nothing": "Il n’y a rien à cette adresse.",

  "isso.rate": "Trop de commentaires d’un coup (par minute, au plus {max}). Réessayez dans {seconds} s.",
  "isso.direct":
    "Pas plus de {max} commentaires directs d’une même personne sur « {title} ». Vous pouvez encore répondre aux autres.",
  "isso.self": "Votre commentaire peut encore être modifié. Vous pourrez y répondre ensuite.",
  "isso.noEmail": "Une adresse e-mail est demandée ici.",
  "isso.noAuthor": "Un nom est demandé ici.",
  "isso.short": "Le commentaire est trop court (au moins {min} caractères).",
  "isso.website": "Le site web n’est pas une adresse valable.",
  "isso.late": "Ce commentaire ne peut pas, ou plus, être modifié d’ici.",
  "server.fault":
    "Un problème est survenu sur ce serveur. Vous n’y êtes pour rien ; les détails sont dans son journal.",
};
