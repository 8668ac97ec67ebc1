import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SPECIFICATION_FILE } from './specification.ts';

interface Script {
  render(specification: object): string;
}

const { render } = (await import(new URL('../../scripts/reduce-spec.js', import.meta.url).href)) as Script;

const text = { type: 'string', description: 'words', example: 'words', readOnly: true, 'x-order': 1 };
const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** A specification in the manner of Asana's, of one list, one object and one way to write. */
function specification(thing: object = text) {
  const answer = { description: 'words', content: { 'application/json': { schema: reference('Thing') } } };
  return {
    openapi: '3.0.0',
    info: { title: 'Asana', version: '1.0', license: { name: 'Apache 2.0' }, description: 'words', contact: {} },
    servers: [{ url: 'https://example.com', description: 'words' }],
    security: [{ token: [] }],
    tags: [{ name: 'Things', description: 'words' }],
    paths: {
      '/things': {
        parameters: [{ $ref: '#/components/parameters/limit' }],
        get: {
          summary: 'words',
          operationId: 'getThings',
          parameters: [{ name: 'workspace', in: 'query', required: true, schema: text, example: 'words' }],
          responses: { 200: answer, 404: { $ref: '#/components/responses/NotFound' } },
          security: [{ token: [] }],
        },
        post: { responses: { 200: { description: 'words' } } },
      },
      '/only-written': { post: {} },
    },
    components: {
      parameters: {
        limit: {
          name: 'limit',
          in: 'query',
          description: 'words',
          schema: { type: 'integer', maximum: 100, default: 20 },
        },
        unused: { name: 'unused', in: 'query', schema: text },
      },
      responses: { NotFound: { description: 'words', content: {} } },
      schemas: {
        Thing: {
          description: 'words',
          allOf: [reference('Base'), { description: 'words' }],
          properties: { description: thing, owner: { nullable: true, allOf: [reference('Base')] } },
        },
        Base: { type: 'object', properties: { example: { type: 'string', enum: ['a'], example: 'a' } } },
        Unused: text,
      },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'words' },
        oauth: { type: 'oauth2', flows: { code: { tokenUrl: 'https://example.com/token', scopes: { all: 'words' } } } },
      },
    },
  };
}

describe('the reduced specification', () => {
  it('keeps what can be asked with GET and what comes back, and only what that leads to', () => {
    const limit = { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 100 } };
    expect(JSON.parse(render(specification()))).toEqual({
      openapi: '3.0.0',
      info: { title: 'Asana', version: '1.0', license: { name: 'Apache 2.0' } },
      servers: [{ url: 'https://example.com' }],
      security: [{ token: [] }],
      paths: {
        '/things': {
          parameters: [{ $ref: '#/components/parameters/limit' }],
          get: {
            parameters: [{ name: 'workspace', in: 'query', required: true, schema: { type: 'string' } }],
            responses: {
              200: { description: '', content: { 'application/json': { schema: reference('Thing') } } },
              404: { $ref: '#/components/responses/NotFound' },
            },
            security: [{ token: [] }],
          },
        },
      },
      components: {
        parameters: { limit },
        responses: { NotFound: { description: '' } },
        schemas: {
          Thing: {
            allOf: [reference('Base')],
            properties: { description: { type: 'string' }, owner: { nullable: true, allOf: [reference('Base')] } },
          },
          Base: { type: 'object', properties: { example: { type: 'string', enum: ['a'] } } },
        },
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer' },
          oauth: { type: 'oauth2', flows: { code: { tokenUrl: 'https://example.com/token', scopes: { all: '' } } } },
        },
      },
    });
  });

  it('is not made from what the script does not know', () => {
    expect(() => render(specification({ type: 'string', pattern: '^a' }))).toThrow(
      /Thing\.description: what is pattern\?/,
    );
    expect(() => render(specification(reference('Nowhere')))).toThrow(/no #\/components\/schemas\/Nowhere/);
  });

  it('lies in the repository as the script writes it, and nothing is left to reduce', () => {
    const file = readFileSync(SPECIFICATION_FILE, 'utf8');
    expect(render(JSON.parse(file) as object) === file).toBe(true);
    const words = file.match(/"(description|example|summary|operationId|x-[\w-]+)":"[^"]+"/g);
    expect(words).toBeNull();
    expect(file.length).toBeLessThan(400 * 1024);
  });
});
