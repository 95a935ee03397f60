/** A JSON Schema of the 2020-12 dialect, which OpenAPI 3.1 speaks. */
export type Schema = Readonly<Record<string, unknown>>;

/** One parameter of an operation. */
export interface Parameter {
  name: string;
  in: "query" | "path" | "header" | "cookie";
  description: string;
  required: boolean;
  schema: Schema;
  explode?: boolean;
}

/** What an operation is answered with under one status. */
export interface Answer {
  description: string;
  content?: Record<string, { schema: Schema }>;
  headers?: Record<string, { description: string; schema: Schema }>;
}

/** What an operation is sent. */
export interface Body {
  required: boolean;
  content: Record<string, { schema: Schema }>;
}

/** One thing that can be asked of the node. */
export interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  parameters?: Parameter[];
  requestBody?: Body;
  responses: Record<string, Answer>;
  security?: Record<string, never[]>[];
}

/** Operations by their path and method: what a room of the web adds to the document. */
export type Paths = Record<string, Partial<Record<"get" | "post" | "put" | "delete", Operation>>>;

/** What a room adds: its paths, and the shapes that they name. */
export interface Chapter {
  tag: { name: string; description: string };
  paths: Paths;
  schemas?: Record<string, Schema>;
}

export const text: Schema = { type: "string" };
export const html: Schema = { type: "string", contentMediaType: "text/html" };
export const whole: Schema = { type: "integer" };
export const count: Schema = { type: "integer", minimum: 0 };
export const flag: Schema = { type: "boolean" };
export const webAddress: Schema = { type: "string", format: "uri" };
export const moment: Schema = { type: "string", format: "date-time" };

/** The same, or null. */
export function orNull(schema: Schema): Schema {
  return { anyOf: [schema, { type: "null" }] };
}

export function listOf(items: Schema): Schema {
  return { type: "array", items };
}

export function oneOf(...values: readonly (string | number)[]): Schema {
  return { enum: values };
}

/** The shape of that name among the document's. */
export function named(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

/** An object with these members, all of which are there but the optional ones. */
export function object(members: Record<string, Schema>, optional: Record<string, Schema> = {}): Schema {
  return { type: "object", properties: { ...members, ...optional }, required: Object.keys(members) };
}

/** A parameter behind the question mark. */
export function query(name: string, description: string, schema: Schema = text, required = false): Parameter {
  return { name, in: "query", description, required, schema };
}

/** A part of the path. */
export function part(name: string, description: string, schema: Schema = text): Parameter {
  return { name, in: "path", description, required: true, schema };
}

export const pageAddress = query("url", "The address of the blog's page.", webAddress, true);
export const lang = query("lang", "The language to answer in, as a tag; else that of the page.");
export const commentNumber = part("number", "The number of the comment, as in `#comment-12`.", {
  type: "integer",
  minimum: 1,
});

/** A body as a form sends it. */
export function form(members: Record<string, Schema>, optional: Record<string, Schema> = {}): Body {
  const schema = object(members, optional);
  return { required: true, content: { "application/x-www-form-urlencoded": { schema } } };
}

/** A body of JSON. */
export function jsonBody(schema: Schema): Body {
  return { required: true, content: { "application/json": { schema } } };
}

/** An answer in one or several types. */
export function answer(description: string, content: Record<string, Schema> = {}): Answer {
  const types = Object.entries(content).map(([type, schema]) => [type, { schema }] as const);
  return types.length === 0 ? { description } : { description, content: Object.fromEntries(types) };
}

export const asJson = (description: string, schema: Schema): Answer =>
  answer(description, { "application/json": schema });
export const asHtml = (description: string): Answer => answer(description, { "text/html": html });

/** Word that whoever named an `ETag` has the answer already. */
export const unchanged: Answer = {
  description: "Nothing changed since the answer with the `ETag` of `If-None-Match`.",
};

/** An answer that leads on. */
export function onward(description: string): Answer {
  return { description, headers: { Location: { description: "Where to.", schema: webAddress } } };
}

/** What goes wrong, as most of the node says it. */
export const problem: Answer = answer(
  "What went wrong. `detail` is a sentence for people; `Retry-After` says when another try makes sense. Browsers, which ask for `text/html`, get it as a page.",
  { "application/problem+json": named("Problem"), "text/html": html },
);
