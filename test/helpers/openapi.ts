import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect } from "chai";

type Shape = Record<string, unknown>;
interface Told {
  content?: Record<string, { schema: Shape }>;
  headers?: Record<string, unknown>;
}
interface Operation {
  operationId: string;
  parameters?: { name: string; in: string; required: boolean; schema: Shape }[];
  requestBody?: { content: Record<string, { schema: Shape }> };
  responses: Record<string, Told>;
}

/** An OpenAPI document as far as tests look at it. */
export interface Document {
  openapi: string;
  servers: { url: string }[];
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Shape> };
}

/** Holds what a node answers against a document, and remembers what was answered. */
export interface Judge {
  /** Expects a request and its answer to be as the document has them. */
  hold(method: string, url: string, sent: { type: string; body: unknown } | null, answer: Response): Promise<unknown>;
  /** What the document tells of and was never answered, as `GET /path 200`. */
  unseen(): string[];
  /** Whether a value has one of the document's shapes; an empty text, or what is wrong. */
  fault(shape: Shape, value: unknown): string;
}

/** Builds it. Shapes are strict: a member that they do not name is a fault. */
export function createJudge(document: Document): Judge {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const $defs = inDefs(document.components.schemas) as Shape;
  const compiled = new Map<Shape, ValidateFunction>();
  const seen = new Set<string>();

  function fault(shape: Shape, value: unknown): string {
    const validate = compiled.get(shape) ?? ajv.compile({ ...(inDefs(shape) as Shape), $defs });
    compiled.set(shape, validate);
    return validate(value) ? "" : ajv.errorsText(validate.errors);
  }

  function find(method: string, path: string): { name: string; operation: Operation } {
    const fitting = Object.keys(document.paths)
      .filter((name) => document.paths[name]?.[method.toLowerCase()])
      .filter((name) => patternOf(name).test(path))
      .sort((a, b) => a.split("{").length - b.split("{").length);
    const [name = ""] = fitting;
    const operation = document.paths[name]?.[method.toLowerCase()];
    if (!operation) throw new Error(`The document has no ${method} ${path}.`);
    return { name, operation };
  }

  return {
    fault,
    async hold(method, url, sent, answer) {
      const { pathname, searchParams } = new URL(url);
      const { name, operation } = find(method, pathname);
      const what = `${method} ${name} ${answer.status}`;
      const told = operation.responses[String(answer.status)] ?? operation.responses["default"];
      const isDefault = operation.responses[String(answer.status)] === undefined;
      expect(told, `${what} is not documented`).to.not.equal(undefined);
      if (isDefault) expect(answer.status, what).to.be.at.least(400);
      const known = new Set((operation.parameters ?? []).filter((one) => one.in === "query").map((one) => one.name));
      for (const parameter of searchParams.keys())
        expect([...known], `${what}: the parameter ${parameter}`).to.include(parameter);
      if (sent && answer.status < 400) {
        const shape = operation.requestBody?.content[sent.type]?.schema;
        expect(shape, `${what}: a body of ${sent.type}`).to.not.equal(undefined);
        expect(fault(shape as Shape, sent.body), `${what}: the body sent`).to.equal("");
      }
      for (const header of Object.keys(told?.headers ?? {}))
        expect(answer.headers.get(header), `${what}: ${header}`).to.not.equal(null);
      seen.add(`${method} ${name} ${isDefault ? "default" : answer.status}`);
      return readBody(what, told ?? {}, answer);
    },
    unseen: () =>
      Object.entries(document.paths)
        .flatMap(([name, item]) =>
          Object.entries(item).flatMap(([method, { responses }]) =>
            Object.keys(responses).map((status) => `${method.toUpperCase()} ${name} ${status}`),
          ),
        )
        .filter((line) => !seen.has(line)),
  };

  async function readBody(what: string, told: Told, answer: Response): Promise<unknown> {
    const body = Buffer.from(await answer.arrayBuffer());
    const type = (answer.headers.get("content-type") ?? "").split(";")[0] ?? "";
    if (!told.content) {
      // What leads on says so in a few words as well.
      if (answer.status < 300 || answer.status === 304) expect(body.length, `${what} has no body`).to.equal(0);
      return null;
    }
    const shape = told.content[type] ?? told.content[`${type.split("/")[0]}/*`];
    expect(shape, `${what} in ${type} is not documented`).to.not.equal(undefined);
    const value: unknown = /json/.test(type) ? JSON.parse(body.toString()) : body.toString();
    expect(fault(shape?.schema ?? {}, value), `${what}: ${body.toString().slice(0, 600)}`).to.equal("");
    return value;
  }
}

function patternOf(name: string): RegExp {
  const parts = name.split(/\{[^}]+\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^/]+")}$`);
}

/** The same shapes where the validator looks for them, with nothing allowed that they do not name. */
function inDefs(shape: unknown): unknown {
  if (Array.isArray(shape)) return shape.map(inDefs);
  if (typeof shape !== "object" || shape === null) return shape;
  const entries = Object.entries(shape).map(([name, value]) => [
    name,
    name === "$ref" ? String(value).replace("#/components/schemas/", "#/$defs/") : inDefs(value),
  ]);
  const isClosed = "properties" in shape && !("additionalProperties" in shape) && typeof shape.properties === "object";
  return { ...Object.fromEntries(entries), ...(isClosed ? { additionalProperties: false } : {}) };
}
