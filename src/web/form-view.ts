import { letsGuestsOut } from "../domain/guests.ts";
import { type Level, levelOf, type Place } from "../domain/level.ts";
import type { Site } from "../domain/site.ts";
import { fnv1a } from "../domain/spread.ts";
import type { Thread } from "../domain/thread.ts";
import type { FaceView } from "./face.ts";
import type { Links } from "./links.ts";

/** What was typed, given back as it was. */
export interface FormValues {
  text: string;
  author: string;
  email: string;
  website: string;
  federate: boolean;
  notify: boolean;
  /** Whether the browser is asked to keep who writes: of no concern to the node but here. */
  remember: boolean;
}

/** The locals of `thread/form`. */
export interface FormView {
  /** Keeps the ids of several forms on one page apart. */
  key: string;
  action: string;
  previewAction: string;
  /** Where a script asks what work has to be done before it posts. */
  workAction: string;
  url: string;
  parent: { number: number; name: string } | null;
  started: string;
  /** A random word by which a repeated send is known; null in a form that all readers share. */
  draft: string | null;
  values: FormValues;
  /** How the writer would be shown; null before they said anything of themselves. */
  face: FaceView | null;
  faults: Record<string, string>;
  problem: string | null;
  preview: { html: string; lang: null } | null;
  /** Where a reader goes on who is given the form back; scripts or none. */
  focus: FormFocus | null;
  /** Whether the fields that are folded away have something to show. */
  open: boolean;
  guests: boolean;
  /** Whether answers can be told by mail. */
  mail: boolean;
  /** Where who left a mailbox gets back what is kept of them. */
  dataHref: string;
  /** The sentence of what waits for the owner; null where nothing does. */
  waits: "form.firstHeld" | "form.allHeld" | null;
  cancelHref: string;
}

const waiting: Partial<Record<Level, FormView["waits"]>> = { first: "form.firstHeld", hold: "form.allHeld" };

const fields = ["text", "author", "email", "website"] as const;

/** The first field with a fault, else what the node says above the fields. */
export type FormFocus = (typeof fields)[number] | "problem" | "preview";

export const emptyValues: FormValues = {
  text: "",
  author: "",
  email: "",
  website: "",
  federate: false,
  notify: false,
  remember: false,
};

/** What a form is made for. */
export interface FormContext {
  links: Links;
  place: Place & { site: Pick<Site, "guests">; thread: Pick<Thread, "guestsStay"> | null };
  now: Date;
  federated: boolean;
  mail: boolean;
  url: string;
  started: string;
}

/** What may be given to a form. */
export type FormGiven = Partial<
  Pick<FormView, "key" | "parent" | "started" | "draft" | "values" | "face" | "faults" | "problem" | "preview">
>;

/** The view of the form, empty unless something is given back to the writer. */
export function viewForm(context: FormContext, given: FormGiven = {}): FormView {
  const values = given.values ?? emptyValues;
  const faults = given.faults ?? {};
  const parent = given.parent ?? null;
  return {
    key: given.key ?? fnv1a(context.url).toString(36),
    action: `${context.links.node}/comments`,
    previewAction: `${context.links.node}/comments/preview`,
    workAction: `${context.links.node}/comments/work`,
    url: context.url,
    parent,
    started: given.started ?? context.started,
    draft: given.draft ?? null,
    values,
    face: given.face ?? null,
    faults,
    problem: given.problem ?? null,
    preview: given.preview ?? null,
    focus: focusOf(given),
    open: Boolean(values.email || values.website || values.notify || faults["email"] || faults["website"]),
    guests: letsGuestsOut(context.place.site, context.place.thread) && context.federated,
    mail: context.mail,
    dataHref: context.links.data(),
    waits: waiting[levelOf(context.place, "web", context.now).level] ?? null,
    cancelHref: parent ? context.links.comment(context.url, parent.number) : context.links.thread(context.url),
  };
}

function focusOf({ faults = {}, problem, preview }: FormGiven): FormFocus | null {
  return fields.find((name) => faults[name]) ?? (problem ? "problem" : preview ? "preview" : null);
}
