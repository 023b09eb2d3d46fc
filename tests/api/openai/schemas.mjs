// OpenAI's own schemas, where their archive is at hand.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

import Ajv from 'ajv/dist/2020.js';
import { parse } from 'yaml';

const archive = path.resolve(process.env.FAMILIAR_SOURCE_DIR ?? '.', '../shared/data/conformance/openai-openapi.tar.zst');
const schemas = existsSync(archive) ? loadSchemas() : undefined;
if (!schemas) console.warn(`NOT CHECKED against OpenAI's schemas: ${archive} is missing`);

function loadSchemas() {
  const yaml = execFileSync('tar', ['--zstd', '-xOf', archive, 'openai-openapi/openapi.yaml'], { maxBuffer: 1 << 28 });
  const document = withoutNullable(parse(yaml.toString('utf8'), { maxAliasCount: -1 }));
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema({ $id: 'openai', components: document.components });
  return ajv;
}

// `nullable`, left over from OpenAPI 3.0, as 3.1 says it.
function withoutNullable(node) {
  if (Array.isArray(node)) return node.map(withoutNullable);
  if (node === null || typeof node !== 'object') return node;
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(node).map(([name, value]) => [name, withoutNullable(value)]),
  );
  return nullable === true ? { anyOf: [rest, { type: 'null' }] } : rest;
}

// Holds a value against one of OpenAI's schemas.
export function expectSchema(name, value) {
  if (!schemas) return;
  const validate = schemas.getSchema(`openai#/components/schemas/${name}`);
  assert.ok(validate, `OpenAI's document has no ${name}`);
  assert.ok(validate(value), `${name}: ${schemas.errorsText(validate.errors)} in ${JSON.stringify(value).slice(0, 600)}`);
}
