import 'server-only'
import type { z } from 'zod'
import type { Contract } from '@/lib/contracts/contract'
import { contractComments } from './contract-comments.gen'
import { OPERATION_TITLES } from './operation-titles'
import { REQUEST_EXAMPLES } from './request-examples'
import type { SchemaComponents } from './schema-components'
import type { SchemaNode } from './schema-node'

const LAST_EVENT_ID = {
  name: 'Last-Event-ID',
  in: 'header',
  required: false,
  description: 'The id of the last received event: the stream continues after it.',
  schema: { type: 'string' },
}

const REQUEST_ID = { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } }

export const openApiPath = (path: string): string => path.replaceAll(/:(\w+)/g, '{$1}')

/** The request of an operation, with references to shared schemas. */
export function describeRequest(contract: Contract, schemas: SchemaComponents) {
  const { name, method, responseKind } = contract
  const parameters = [
    ...parametersIn('path', contract.params, `${name}/params`, schemas),
    ...parametersIn('query', contract.query, `${name}/query`, schemas),
    ...(responseKind === 'events' && method === 'GET' ? [LAST_EVENT_ID] : []),
  ]
  const body = requestBody(contract, schemas)
  return { ...(parameters.length > 0 ? { parameters } : {}), ...(body ? { requestBody: body } : {}) }
}

/** The title, description and responses of an operation. */
export function describeResult(contract: Contract, schemas: SchemaComponents) {
  const { name, access } = contract
  const [section, summary] = titleOf(name)
  const role = access === 'public' ? 'Needs no session.' : `Requires the role \`${access}\`.`
  const comment = contractComments[name]
  return {
    operationId: name,
    tags: [section],
    summary,
    description: comment === undefined ? role : `${comment}\n\n${role}`,
    ...(access === 'public' ? { security: [] } : {}),
    responses: {
      200: { description: 'OK', headers: REQUEST_ID, content: responseContent(contract, schemas) },
      '4XX': { $ref: '#/components/responses/Error' },
      '5XX': { $ref: '#/components/responses/Error' },
    },
  }
}

/** @throws for an operation without a title */
function titleOf(name: string): [section: string, title: string] {
  for (const [section, titles] of Object.entries(OPERATION_TITLES)) {
    const title = titles[name]
    if (title !== undefined) return [section, title]
  }
  throw new Error(`${name} needs a title in lib/api/studio/openapi/operation-titles.ts.`)
}

function parametersIn(
  location: 'path' | 'query',
  schema: z.ZodType | undefined,
  path: string,
  schemas: SchemaComponents,
) {
  if (!schema) return []
  const { properties = {}, required = [] } = schemas.inline(schema, 'input', path)
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest }: SchemaNode = typeof property === 'object' ? property : {}
    return {
      name,
      in: location,
      required: location === 'path' || required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: rest,
    }
  })
}

function requestBody({ name, body, bodyKind }: Contract, schemas: SchemaComponents) {
  if (bodyKind === 'upload') {
    const file = { type: 'string', contentMediaType: 'application/octet-stream', description: 'The file.' }
    const schema = { type: 'object', properties: { file }, required: ['file'] }
    return { required: true, content: { 'multipart/form-data': { schema } } }
  }
  if (!body) return null
  const example = REQUEST_EXAMPLES[name]
  const schema = schemas.convert(body, 'input', `${name}/body`)
  return { required: true, content: { 'application/json': { schema, ...(example === undefined ? {} : { example }) } } }
}

function responseContent({ name, response, responseKind }: Contract, schemas: SchemaComponents) {
  if (responseKind === 'events') return { 'text/event-stream': { schema: { $ref: '#/components/schemas/RunEvent' } } }
  if (responseKind === 'file') return { 'application/octet-stream': {} }
  return { 'application/json': { schema: schemas.convert(response, 'output', `${name}/response`) } }
}
