import { rm } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { failureOf, startCanary } from '@/lib/egress/test-server'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { chooseConverterEntry, convertOperations, readOutline } from './run-converter'
import { petDocument } from './testing/pet-document'

let entry: URL
beforeAll(async () => {
  entry = await bundleEntry('lib/import/openapi/convert.entry.ts')
  chooseConverterEntry(entry)
})
afterAll(() => rm(path.dirname(entry.pathname), { recursive: true }))

const signal = new AbortController().signal
const outline = (text: string, cpuMs?: number) =>
  readOutline({ text, documentUrl: null }, { signal, ...(cpuMs === undefined ? {} : { cpuMs }) })
const rejected = async (text: string, cpuMs?: number) => {
  const { code, key } = await failureOf(outline(text, cpuMs))
  return [code, key]
}

test('reads a document and converts a selection in a thread', async () => {
  const { operations } = await outline(petDocument())
  expect(operations.map(({ key }) => key)).toEqual(['GET /pets', 'POST /pets', 'POST /pets/search'])
  const selection = { plugin: 'api-pets', name: 'Pets', server: 'https://a.example', operations: ['GET /pets'] }
  const converted = await convertOperations(
    { text: petDocument(), documentUrl: null, selection: { ...selection, reads: [], ids: {} } },
    { signal },
  )
  expect(converted.actions.map(({ id }) => id)).toEqual(['list-pets'])
})

test('never requests an external reference: its operation is skipped', async () => {
  const canary = await startCanary()
  const ref = { $ref: `http://127.0.0.1:${canary.port}/pet.json` }
  const responses = { 200: { description: 'OK', content: { 'application/json': { schema: ref } } } }
  const { operations } = await outline(petDocument({}, { '/cats': { get: { responses } } }))
  expect(operations.find(({ key }) => key === 'GET /cats')).toMatchObject({
    isSupported: false,
    notes: [{ key: 'externalRef', about: ref.$ref }],
  })
  expect(canary.hits()).toBe(0)
  canary.close()
})

test('rejects YAML whose aliases expand to a large document', async () => {
  const levels = 'bcdefghij'.split('').map((name, index) => {
    const before = `*${String.fromCharCode(97 + index)}`
    return `${name}: &${name} [${Array.from({ length: 9 }, () => before).join(', ')}]`
  })
  const bomb = ['openapi: 3.1.0', 'a: &a [x, x, x, x, x, x, x, x, x]', ...levels, 'paths: {}'].join('\n')
  expect(await rejected(bomb)).toEqual(['TOO_LARGE', 'customApis.tooManyAliases'])
})

test('ends a thread that uses more CPU time than allowed', async () => {
  // Each level refers to the next one ten times.
  const schemas = Object.fromEntries(
    Array.from({ length: 30 }, (_, level) => [
      `s${level}`,
      { allOf: Array.from({ length: 10 }, () => ({ $ref: `#/components/schemas/s${level + 1}` })) },
    ]),
  )
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/s0' } } }
  const text = petDocument(
    { components: { schemas: { ...schemas, s30: {} } }, security: [] },
    { '/bomb': { post: { requestBody: { content }, responses: {} } } },
  )
  expect(await rejected(text, 500)).toEqual(['TIMEOUT', 'customApis.tooSlow'])
})

test('rejects a file that is not an OpenAPI document, with a reason', async () => {
  expect(await rejected('<!doctype html><p>API</p>')).toEqual(['INVALID_INPUT', 'customApis.notObject'])
  expect(await rejected('{"openapi": "3.1.0"')).toEqual(['INVALID_JSON', 'customApis.notJson'])
  expect(await rejected('{"openapi": "4.0.0", "paths": {}}')).toEqual(['INVALID_INPUT', 'customApis.notOpenApi'])
  expect(await rejected('{"openapi": "3.1.0", "paths": {}}')).toEqual(['INVALID_INPUT', 'customApis.noOperations'])
  expect(await rejected('a: [b')).toEqual(['INVALID_INPUT', 'customApis.notYaml'])
  const deep = `{"openapi":"3.1.0","x":${'['.repeat(300)}${']'.repeat(300)}}`
  expect(await rejected(deep)).toEqual(['INVALID_INPUT', 'customApis.tooDeep'])
})

test('rejects more than 5,000 operations', async () => {
  const paths = Object.fromEntries(Array.from({ length: 5_001 }, (_, at) => [`/p${at}`, { get: {} }]))
  expect(await rejected(JSON.stringify({ openapi: '3.1.0', paths }))).toEqual([
    'TOO_LARGE',
    'customApis.tooManyOperations',
  ])
})
