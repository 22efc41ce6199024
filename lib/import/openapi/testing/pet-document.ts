import type { JsonObject } from '@/lib/core/json'

/** A small API with a key, for tests. `change` replaces top-level parts of the document. */
export function petDocument(change: JsonObject = {}, paths: JsonObject = {}): string {
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Pet shop', version: '1' },
    servers: [{ url: 'https://pets.example.com/v1' }],
    security: [{ key: [] }],
    components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'x-pet-key' } } },
    paths: {
      '/pets': {
        get: {
          operationId: 'listPets',
          summary: 'List pets',
          tags: ['pets'],
          parameters: [{ in: 'query', name: 'limit', schema: { type: 'integer' } }],
          responses: { 200: json({ type: 'object', properties: { items: { type: 'array' } } }) },
        },
        post: {
          operationId: 'addPet',
          summary: 'Add a pet',
          tags: ['pets'],
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
              },
            },
          },
          responses: { 201: json({ type: 'object', properties: { id: { type: 'string' } } }) },
        },
      },
      '/pets/search': {
        post: { operationId: 'searchPets', summary: 'Search pets', tags: ['pets'], responses: { 200: json({}) } },
      },
      ...paths,
    },
    ...change,
  })
}

const json = (schema: JsonObject) => ({ description: 'OK', content: { 'application/json': { schema } } })
