import type { Catalogue } from "./catalogue.ts";

/** German. Nobody is addressed where that can be helped, so that it fits blogs that say “du” and those that say “Sie”. */
export const de: Catalogue = {
  "fault.name": "Der Name ist zu lang: höchstens {max} Zeichen.",
  "fault.email": "Das sieht nicht wie eine E-Mail-Adresse aus. Das Feld darf auch leer bleiben.",
  "fault.noEmail": "Bitte angeben, wohin Antworten gemailt werden sollen, oder das Häkchen entfernen.",
  "fault.website": "Eine Website beginnt mit https:// oder http://. Das Feld darf auch leer bleiben.",
  "fault.empty": "Der Kommentar ist leer. Bitte zuerst etwas schreiben.",
  "fault.tooLong": "Der Kommentar ist zu lang: höchstens {max} Zeichen. Bitte um {over} kürzen.",
  "fault.parent":
    "Der Kommentar, dem die Antwort gilt, steht nicht mehr auf dieser Seite. Der Text kann als Antwort auf den Beitrag abgeschickt werden.",
  "fault.server": "Bitte das eigene Handle eingeben, etwa @name@example.social, oder den Namen des eigenen Servers.",

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
  "refused.repeated": "Dieser Kommentar wurde schon einmal abgeschickt und ist inzwischen entfernt worden.",
  "refused.tooMuch": "Das ist zu viel Text auf einmal. Bitte kürzen.",
  "refused.encoding": "Das Formular kam in einer Kodierung, die nicht gelesen werden kann. Bitte als UTF-8 schicken.",
  "refused.unreadable":
    "Die Anfrage konnte nicht gelesen werden; vielleicht wurde sie abgeschnitten. Bitte noch einmal versuchen.",

  "own.removed": "Dieser Kommentar wurde entfernt.",
  "own.hidden": "Dieser Kommentar wurde vom Betreiber des Blogs ausgeblendet.",
  "own.key":
    "Dieser Link gehört nicht zu dem Kommentar. Richtig ist der Link, der nach dem Abschicken angezeigt wurde.",
  "own.expired":
    "Dieser Link ist abgelaufen: Ein Kommentar lässt sich 15 Minuten lang ändern oder löschen. Danach kann es der Betreiber des Blogs tun.",
  "own.changed": "Der Kommentar wurde im selben Augenblick geändert. Bitte ansehen und noch einmal versuchen.",
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

  "server.fault":
    "Auf diesem Server ist etwas schiefgegangen. Das liegt nicht an der Anfrage; Näheres steht im Protokoll des Servers.",

  "kind.invalid": "Damit ging es nicht",
  "kind.unauthorized": "Bitte anmelden",
  "kind.forbidden": "Nicht erlaubt",
  "kind.not-found": "Nicht gefunden",
  "kind.gone": "Nicht mehr da",
  "kind.conflict": "Inzwischen geändert",
  "kind.too-large": "Zu groß",
  "kind.unsupported": "Nicht lesbar",
  "kind.rate-limited": "Bitte etwas langsamer",
  "kind.upstream": "Ein anderer Server hat nicht geantwortet",
  "kind.busy": "Gerade überlastet",
  "kind.internal": "Etwas ist schiefgegangen",
  "problem.front": "Zur Startseite",
  "problem.logged": "Im Protokoll heißt diese Anfrage {id}.",

  "thread.title": { one: "{count} Kommentar", other: "{count} Kommentare" },
  "thread.titleNone": "Kommentare",
  "thread.pageTitle": "Kommentare zu {title}",
  "thread.waiting": { one: "{count} wartet auf Prüfung", other: "{count} warten auf Prüfung" },
  "thread.empty": "Noch keine Kommentare. Zeit für den ersten.",
  "thread.nothing": "Hier gibt es keine Kommentare.",
  "thread.closed": "Die Kommentare auf dieser Seite sind geschlossen.",
  "thread.toPost": "Zurück zum Beitrag",
  "thread.toComments": "Zurück zu den Kommentaren",

  "order.label": "Reihenfolge der Kommentare",
  "order.oldest": "Älteste zuerst",
  "order.newest": "Neueste zuerst",
  "order.top": "Beliebteste zuerst",
  "order.tree": "Als Baum",
  "order.flat": "Der Reihe nach",

  "pages.label": "Seiten der Kommentare",
  "pages.previous": "Vorige Seite",
  "pages.next": "Nächste Seite",
  "pages.whole": "Alle Kommentare zeigen",
  "pages.rest": { one: "{count} weitere Antwort", other: "{count} weitere Antworten" },
  "pages.missing": "Der gesuchte Kommentar ist nicht oder nicht mehr hier.",

  "feed.follow": "Als Feed verfolgen",
  "feed.answers": "Antworten auf eigene Kommentare als Feed",
  "feed.entry": "{name} zu „{title}“",
  "feed.warned": "Auf der Seite lesen",
  "recent.none": "Noch keine Kommentare.",

  "said.posted": "Der Kommentar ist veröffentlicht.",
  "said.held": "Danke. Der Kommentar wartet auf Prüfung und ist bis dahin nur in diesem Browser zu sehen.",
  "said.edited": "Der Kommentar ist geändert.",
  "said.deleted": "Der Kommentar ist gelöscht.",

  "comment.anonymous": "Anonym",
  "comment.deleted": "Dieser Kommentar wurde gelöscht.",
  "comment.hidden": "Dieser Kommentar wird nicht angezeigt.",
  "comment.edited": "bearbeitet",
  "comment.answering": "Antwort auf {name}",
  "comment.answeringHidden": "Antwort auf einen Kommentar, der nicht gezeigt wird",
  "comment.held": "Wartet auf Prüfung",
  "comment.heldNote": "Für andere unsichtbar, bis der Betreiber des Blogs ihn gelesen hat.",
  "comment.reply": "Antworten",
  "comment.replyTo": "{name} antworten",
  "comment.fromHome": "Vom eigenen Server",
  "comment.newTab": "(in einem neuen Tab)",
  "comment.original": "Original auf {host}",
  "comment.warning": "Inhaltswarnung",
  "comment.image": "Bild",
  "comment.video": "Video",
  "comment.audio": "Ton",
  "comment.file": "Datei",
  "comment.sensitive": "{kind} (heikel)",
  "comment.described": "{kind}: {text}",

  "own.edit": "Bearbeiten",
  "own.delete": "Löschen",
  "own.until": "bis {time}",

  "reactions.label": "Reaktionen",
  "reactions.likes": { one: "{count} Mal favorisiert", other: "{count} Mal favorisiert" },
  "reactions.dislikes": { one: "{count} Mal abgelehnt", other: "{count} Mal abgelehnt" },
  "reactions.boosts": { one: "{count} Mal geteilt", other: "{count} Mal geteilt" },
  "reactions.quotes": { one: "{count} Mal zitiert", other: "{count} Mal zitiert" },
  "reactions.more": { one: "und {count} weitere", other: "und {count} weitere" },
  "reactions.where": "im Fediverse",

  "form.new": "Kommentar schreiben",
  "form.answer": "Antwort an {name}",
  "form.text": "Kommentar",
  "form.markdown": "Markdown geht: **fett**, *kursiv*, `Code`, > Zitat, [Link](https://example.org).",
  "form.author": "Name",
  "form.optional": "(freiwillig)",
  "form.more": "E-Mail und Website",
  "form.email": "E-Mail",
  "form.emailNote": "(wird nie angezeigt)",
  "form.website": "Website",
  "form.websiteNote": "(der Name verweist darauf)",
  "form.leaveEmpty": "Bitte leer lassen",
  "form.federate": "Auch ins Fediverse schicken.",
  "form.federateNote": "Kopien anderswo lassen sich nicht immer zurückholen.",
  "form.notify": "Antworten per E-Mail schicken.",
  "form.notifyNote": "Einmal wird nachgefragt, ob die Adresse stimmt; jede E-Mail enthält einen Link zum Abbestellen.",
  "form.post": "Kommentar abschicken",
  "form.preview": "Vorschau",
  "form.previewNote": "Vorschau – noch nicht abgeschickt",
  "form.cancel": "Abbrechen",
  "form.firstHeld": "Der erste Kommentar erscheint hier, sobald der Betreiber ihn gelesen hat.",
  "form.marked": "Noch nicht abgeschickt: Bitte die markierten Felder ansehen.",
  "form.answeredGone":
    "Den Kommentar, dem die Antwort gelten sollte, gibt es hier nicht mehr. Auf den Beitrag kann man weiterhin antworten.",

  "kept.notPosted": "Nicht abgeschickt",
  "kept.notChanged": "Nicht geändert",
  "kept.text": "Der Text, damit er nicht verloren geht",

  "edit.title": "Kommentar bearbeiten",
  "edit.hint": "Markdown geht. Änderungen sind bis {time} möglich.",
  "edit.save": "Speichern",

  "delete.title": "Kommentar löschen?",
  "delete.warning":
    "Text und Name werden endgültig gelöscht. Falls jemand geantwortet hat, bleibt an der Stelle ein Hinweis stehen.",
  "delete.sure": "Löschen",
  "delete.keep": "Behalten",

  "fediverse.summary": "Vom eigenen Server antworten",
  "fediverse.examples": "(Mastodon, GoToSocial, Misskey …)",
  "fediverse.follow": "Wer {handle} folgt, bekommt jeden neuen Beitrag nach Hause.",
  "fediverse.copy":
    "Oder diese Adresse in das Suchfeld des eigenen Servers kopieren, öffnen, was erscheint, und dort antworten.",
  "fediverse.address": "Adresse im Fediverse",
  "fediverse.server": "Eigenes Handle oder eigener Server",
  "fediverse.remember": "Auf diesem Gerät merken",
  "fediverse.open": "Dort öffnen",
  "fediverse.toPost": "Auf „{title}“. Was öffentlich geantwortet wird, erscheint dort.",
  "fediverse.toComment": "Auf den Kommentar von {name} zu „{title}“. Was öffentlich geantwortet wird, erscheint dort.",
  "fediverse.from": "Von {host} antworten",
  "fediverse.onward": "Weiter zu {host}",
  "fediverse.none": "{host} bietet keine Adresse, unter der sich eine Antwort öffnen lässt.",
  "fediverse.away": "{host} antwortet nicht wie ein Server des Fediverse. Stimmt der Name?",
  "fediverse.again": "Einen anderen versuchen",

  "home.teaser": {
    one: "Ein Ruf, und die Antwort, die zurückgesungen wird. Dieser Server bewahrt die Kommentare eines Blogs: aus dem Formular auf der Seite und von überall im Fediverse, in einem Gespräch.",
    other:
      "Ein Ruf, und die Antwort, die zurückgesungen wird. Dieser Server bewahrt die Kommentare einiger Blogs: aus dem Formular auf der Seite und von überall im Fediverse, in einem Gespräch.",
  },
  "home.demo":
    "Noch ist kein Blog eingerichtet; darum läuft hier ein kleines Vorführblog. Seine Kommentare leben, und was geschrieben wird, bleibt, bis der Server anhält.",
  "home.openDemo": "Vorführblog öffnen",
  "home.blogs": "Blogs auf diesem Server",
  "home.noBlogs": "Noch keine. {setting} auf die Adresse des Blogs setzen und neu starten.",
  "home.follow": "Im Fediverse folgen: {handle}",
  "home.followers": { one: "{count} Follower", other: "{count} Follower" },
  "home.ownPage": "Auf der eigenen Seite",
  "home.oneLine": "Eine Zeile dort, wo die Kommentare stehen sollen:",
  "home.noScript":
    "Die Kommentare übernehmen Schriften und Farben der Seite. Wer ohne Skripte liest, folgt einem Link:",
  "home.addressOfPage": "ADRESSE DER SEITE",
  "home.comments": "Kommentare",
  "home.alternate":
    "Damit sich die Adresse einer Seite in ein Suchfeld im Fediverse einfügen lässt, soll der Webserver jeden, der {type} verlangt, hierhin schicken:",
  "home.alternateTag":
    "Von dort geht es zur eigenen Adresse des Beitrags, die ein Generator auch in jede Seite schreiben kann, als {tag}.",
  "home.owner": "Für den Betreiber",

  "script.lost":
    "Nicht abgeschickt: Der Server hat es nicht angenommen. Der Text ist noch da, bitte noch einmal versuchen.",
  "script.restored": "Was zuvor getippt wurde, steht wieder im Formular.",
  "script.posted": "Der Kommentar ist veröffentlicht.",
  "script.held": "Danke. Der Kommentar wartet auf Prüfung.",
  "script.deleted": "Gelöscht.",
};
