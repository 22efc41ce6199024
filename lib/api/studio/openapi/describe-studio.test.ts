import { createConfig, lintFromString } from '@redocly/openapi-core'
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { describeAnyApp } from '../../public/openapi/describe-any-app'
import { describeOpenAi } from '../../public/openapi/describe-openai'
import { studioRoutes } from '../studio-routes'
import { openApiPath } from './describe-operation'
import { describeStudio } from './describe-studio'
import { OPERATION_TITLES } from './operation-titles'
import { REQUEST_EXAMPLES } from './request-examples'

const URL = 'https://studio.example'
const contracts = studioRoutes.map(({ contract }) => contract)
const studio = describeStudio(contracts, URL)
const documents: [string, Record<string, unknown>][] = [
  ['studio API', studio],
  ['public API of any app', describeAnyApp(URL)],
  ['OpenAI-compatible API', describeOpenAi(URL)],
]

const Operation = z.looseObject({
  operationId: z.string(),
  tags: z.array(z.string()),
  summary: z.string(),
  description: z.string(),
  parameters: z
    .array(z.looseObject({ name: z.string(), in: z.string(), description: z.string().optional() }))
    .default([]),
})
const operations = new Map(
  Object.entries(studio.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, Operation.parse(operation)]),
  ),
)

test.each(documents)('the document of the %s is valid OpenAPI 3.1', async (_, document) => {
  const validator = new Validator()
  const { valid, errors } = await validator.validate(structuredClone(document))
  expect(errors ?? []).toEqual([])
  expect([valid, validator.version]).toEqual([true, '3.1'])
})

test.each(documents)('a linter finds nothing in the document of the %s', async (_, document) => {
  // Addresses such as `…/checks/:id` and `…/:connection/:model` overlap; the router takes the first.
  const rules = { 'info-license': 'off', 'no-server-example.com': 'off', 'no-ambiguous-paths': 'off' } as const
  const config = await createConfig({ extends: ['recommended'], rules })
  const problems = await lintFromString({ source: JSON.stringify(document), absoluteRef: '/openapi.json', config })
  expect(problems.map(({ ruleId, message, location: [at] }) => `${ruleId}: ${message} ${at?.pointer ?? ''}`)).toEqual(
    [],
  )
})

test('the document of the studio API contains exactly the registered routes', () => {
  const registered = contracts.map(({ method, path }) => `${method} ${openApiPath(path)}`)
  expect([...operations.keys()].sort()).toEqual(registered.sort())
})

test('every title belongs to a route', () => {
  const titled = Object.values(OPERATION_TITLES).flatMap((titles) => Object.keys(titles))
  expect(titled.sort()).toEqual(contracts.map(({ name }) => name).sort())
})

test('every path parameter is described', () => {
  for (const [route, { parameters }] of operations) {
    const named = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)
    expect([route, named.sort()]).toEqual([route, [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()])
  }
})

test.each(contracts.filter(({ body }) => body).map((contract) => [contract.name, contract] as const))(
  'the example of %s is a valid request',
  (name, { body }) => {
    expect(body?.safeParse(REQUEST_EXAMPLES[name])).toMatchObject({ success: true })
  },
)

test('comments of contracts become descriptions', () => {
  expect(operations.get('PUT /api/studio/apps/{appId}/draft')?.description).toBe(
    'Saves the draft if it is unchanged since `revision`; otherwise CONFLICT, and nothing is written.\n\nRequires the role `editor`.',
  )
  const search = operations.get('GET /api/studio/runs')?.parameters.find(({ name }) => name === 'version')
  expect(search?.description).toBe('The version number in its app.')
  const { AppSummary } = studio.components.schemas
  expect(AppSummary).toMatchObject({ properties: { shape: { description: 'Shape of the draft.' } } })
})

test('a schema with defaults has separate names for requests and responses', () => {
  const { Graph, GraphNode, GraphNodeRequest } = z
    .record(z.string(), z.looseObject({ required: z.array(z.string()).optional() }))
    .parse(studio.components.schemas)
  expect(Graph?.required).toEqual(['schemaVersion', 'nodes', 'edges'])
  expect([GraphNode, GraphNodeRequest].every(Boolean)).toBe(true)
})

test('every reference leads to a component, and errors have keys and parameters', () => {
  for (const [, pointer = ''] of JSON.stringify(studio).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const found = pointer.split('/').reduce((value: unknown, name) => Object(value)[name], studio)
    expect(found, pointer).toBeDefined()
  }
  const { ErrorBody } = studio.components.schemas
  const { error } = z.looseObject({ properties: z.record(z.string(), z.looseObject({})) }).parse(ErrorBody).properties
  expect(Object.keys(Object(error?.properties))).toEqual(['code', 'message', 'key', 'params', 'details', 'requestId'])
})
