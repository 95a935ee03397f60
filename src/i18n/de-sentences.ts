import type { SentenceKey } from "../domain/sentence.ts";
import type { Catalogue } from "./catalogue.ts";

/** What a Problem tells readers, in German. */
export const germanSentences: Pick<Catalogue, SentenceKey> = {
  "fault.name": "Der Name ist zu lang: höchstens {max} Zeichen.",
  "fault.email": "Das sieht nicht wie eine E-Mail-Adresse aus. Das Feld darf auch leer bleiben.",
  "fault.noEmail": "Bitte angeben, wohin Antworten gemailt werden sollen, oder das Häkchen entfernen.",
  "fault.website": "Eine Website beginnt mit https:// oder http://. Das Feld darf auch leer bleiben.",
  "fault.empty": "Der Kommentar ist leer. Bitte zuerst etwas schreiben.",
  "fault.tooLong": "Der Kommentar ist zu lang: höchstens {max} Zeichen. Bitte um {over} kürzen.",
  "fault.parent":
    "Der Kommentar, dem die Antwort gilt, steht nicht mehr auf dieser Seite. Der Text kann als Antwort auf den Beitrag abgeschickt werden.",
  "fault.server": "Bitte das eigene Handle eingeben, etwa @name@example.social, oder den Namen des eigenen Servers.",
  "fault.reportReason": "Bitte zuerst angeben, warum der Kommentar nicht stehen bleiben sollte.",

  "refused.filled":
    "Ein Feld, das nicht für Menschen gedacht ist, war ausgefüllt, vielleicht vom Browser. Bitte noch einmal abschicken.",
  "refused.old":
    "Das Formular ist zu alt, um noch verwendet zu werden. Der Text steht unten: Bitte noch einmal abschicken.",
  "refused.fast": "Das war schneller, als Menschen schreiben. Der Text steht unten: Bitte noch einmal abschicken.",
  "refused.work":
    "Die Rechenarbeit des Browsers ist zu alt oder wurde schon verwendet. Der Text steht unten: Bitte noch einmal abschicken.",
  "refused.pace": {
    one: "Das war viel auf einmal aus diesem Netz. Bitte {count} Minute warten und es noch einmal versuchen.",
    other: "Das war viel auf einmal aus diesem Netz. Bitte {count} Minuten warten und es noch einmal versuchen.",
  },
  "refused.origin":
    "Der Browser hat nicht gesagt, von welcher Seite das kam; darum wurde es nicht angenommen. Bitte von dieser Seite noch einmal abschicken.",
  "refused.otherPage": "Kommentare werden nur von den Seiten des Blogs selbst angenommen, nicht von {origin}.",
  "refused.closed": "Die Kommentare auf dieser Seite sind geschlossen: Der Beitrag wurde zurückgezogen.",
  "refused.over": "Die Kommentare auf dieser Seite sind geschlossen.",
  "refused.check": "Dieser Kommentar wurde in diesem Blog nicht angenommen.",
  "refused.repeated": "Dieser Kommentar wurde schon einmal abgeschickt und ist inzwischen entfernt worden.",
  "refused.rule": "Der Betreiber dieses Blogs nimmt diesen Kommentar nicht an. Dein Text steht noch unten.",
  "refused.tooMuch": "Das ist zu viel Text auf einmal. Bitte kürzen.",
  "refused.encoding": "Das Formular kam in einer Kodierung, die nicht gelesen werden kann. Bitte als UTF-8 schicken.",
  "refused.unreadable":
    "Die Anfrage konnte nicht gelesen werden; vielleicht wurde sie abgeschnitten. Bitte noch einmal versuchen.",

  "vote.own": "Für den eigenen Kommentar kann man nicht stimmen.",
  "vote.already": "Über diesen Kommentar wurde von hier schon abgestimmt.",
  "vote.network":
    "Aus diesem Netz hat heute schon jemand über diesen Kommentar abgestimmt. Die eigene Stimme zählt ab morgen.",
  "vote.hidden": "Dieser Kommentar wird nicht gezeigt und nimmt keine Stimmen an.",
  "vote.blocked": "Stimmen aus deinem Netz werden hier nicht angenommen.",
  "vote.off": "Stimmen dieser Art werden hier nicht angenommen.",
  "own.removed": "Dieser Kommentar wurde entfernt.",
  "own.hidden": "Dieser Kommentar wurde vom Betreiber des Blogs ausgeblendet.",
  "own.key":
    "Dieser Link gehört nicht zu dem Kommentar. Richtig ist der Link, der nach dem Abschicken angezeigt wurde.",
  "own.expired":
    "Dieser Link ist abgelaufen: Ein Kommentar lässt sich 15 Minuten lang ändern oder löschen. Danach kann es der Betreiber des Blogs tun.",
  "own.changed": "Der Kommentar wurde im selben Augenblick geändert. Bitte ansehen und noch einmal versuchen.",
  "own.mailKey": "Dieser Link ist unvollständig. Bitte so öffnen, wie er in der E-Mail steht, bis ganz zum Ende.",
  "own.dataKey": "Dieser Link wurde schon benutzt oder ist zu alt. Bitte einen neuen anfordern.",
  "own.pageGone": "Die Seite zu diesem Kommentar gibt es nicht mehr.",

  "page.foreign": "Diese Adresse gehört zu keinem der Blogs auf diesem Server.",
  "page.unchecked":
    "Die Seite des Blogs konnte gerade nicht geprüft werden. Bitte in einer Minute noch einmal versuchen.",
  "page.beingMade": "Diese Seite wird gerade eingerichtet. Bitte noch einmal versuchen.",
  "page.changing": "Dieser Beitrag ändert sich gerade fortwährend. Bitte noch einmal versuchen.",
  "page.tooMany": {
    one: "Zu viele neue Seiten auf einmal. Bitte in {count} Sekunde noch einmal versuchen.",
    other: "Zu viele neue Seiten auf einmal. Bitte in {count} Sekunden noch einmal versuchen.",
  },
  "page.longAddress": "Die Adresse der Seite ist zu lang.",
  "page.noAddress": "„{address}“ ist keine Webadresse.",
  "page.otherScheme": "„{address}“ ist keine Webadresse: Sie muss mit https:// oder http:// beginnen.",
  "page.notOnFediverse": "Auf diesen Beitrag kann man aus dem Fediverse nicht antworten.",
  "page.answeredGone": "Den Kommentar, dem die Antwort gelten sollte, gibt es hier nicht mehr.",
  "page.noStart": "Diese Seite beginnt bei keinem Kommentar dieses Gesprächs; bitte mit der ersten Seite anfangen.",
  "page.noComment": "Diesen Kommentar gibt es nicht oder nicht mehr.",
  "page.nothingYet": "Zu dieser Seite gibt es noch keine Kommentare: bitte später noch einmal fragen.",
  "page.feedOver": "Diesen Feed gibt es nicht mehr, oder seine Adresse wurde abgeschnitten.",
  "page.nothing": "Unter dieser Adresse gibt es nichts.",

  "isso.rate": "Das waren zu viele Kommentare auf einmal (je Minute höchstens {max}). In {seconds} s geht es weiter.",
  "isso.direct":
    "Mehr als {max} eigene Kommentare unmittelbar zu „{title}“ sind nicht vorgesehen. Auf andere zu antworten geht weiterhin.",
  "isso.self": "Der eigene Kommentar lässt sich noch bearbeiten. Auf ihn zu antworten geht erst danach.",
  "isso.noEmail": "Hier wird eine E-Mail-Adresse verlangt.",
  "isso.noAuthor": "Hier wird ein Name verlangt.",
  "isso.short": "Der Kommentar ist zu kurz (mindestens {min} Zeichen).",
  "isso.website": "Die Website ist keine gültige Webadresse.",
  "isso.late": "Dieser Kommentar lässt sich hier nicht oder nicht mehr ändern.",
  "server.fault":
    "Auf diesem Server ist etwas schiefgegangen. Das liegt nicht an der Anfrage; Näheres steht im Protokoll des Servers.",
};
