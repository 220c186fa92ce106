// What an AsyncAPI document promises of each type of message: content type, headers, and the whole event.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

import addFormats from "ajv-formats";
import Ajv from "ajv/dist/2020.js";
import { parse } from "yaml";

const loadSchema = async (place) => JSON.parse(await readFile(new URL(place), "utf8"));

/** Of the document in this file; schemas that it refers to are files beside it. */
export async function promisesOf(path) {
  const document = pathToFileURL(path);
  const { components } = parse(await readFile(document, "utf8"));
  const ajv = addFormats(new Ajv({ allErrors: true, loadSchema }));
  const promises = new Map();
  for (const message of Object.values(components.messages)) {
    promises.set(message.bindings.amqp.messageType, await promiseOf(ajv, document, message));
  }
  return { faults: (message) => faultsOf(promises.get(message.properties.type), message) };
}

async function promiseOf(ajv, document, { name, contentType, headers, payload }) {
  const schema = { $id: new URL(`?${name}`, document).href, ...payload.schema };
  return { contentType, headers: ajv.compile(headers ?? {}), event: await ajv.compileAsync(schema) };
}

function faultsOf(promise, { properties, content }) {
  if (promise === undefined) return [`no type ${properties.type} is promised`];
  const { contentType, headers, event } = promise;
  const faults = properties.contentType === contentType ? [] : [`content type ${properties.contentType}`];
  return [...faults, ...broken(headers, properties.headers), ...broken(event, parsed(content))];
}

/** What is no JSON is an event that breaks its schema. */
function parsed(content) {
  try {
    return JSON.parse(content.toString("utf8"));
  } catch {
    return undefined;
  }
}

function broken(validate, value) {
  if (validate(value)) return [];
  return validate.errors.map(({ instancePath, message }) => `${instancePath} ${message}`.trim());
}
