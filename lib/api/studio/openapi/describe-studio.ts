import 'server-only'
import type { Contract } from '@/lib/contracts/contract'
import { ErrorBody } from '@/lib/contracts/shared'
import { ANY_JSON } from '../../public/openapi/schema-of'
import { describeRequest, describeResult, openApiPath } from './describe-operation'
import { createSchemaComponents } from './schema-components'

const ABOUT = `The API of the studio itself: everything that its pages can do. To call a published app, use the public API.

Requests need the session cookie of a signed-in member, and all but GET the header \`Origin\` with the address of the studio. Every field of a body must be known. Failed requests have a body with \`error\`: handle them by \`code\`; \`key\` and \`params\` identify the text of \`message\`.`

const RUN_EVENT = {
  type: 'object',
  description: 'An event of a run. Its other fields depend on `type`.',
  properties: { type: { type: 'string' } },
  required: ['type'],
}

const ERROR = {
  description: 'The request failed.',
  headers: { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } },
  content: { 'application/json': { schema: { $ref: '#/components/schemas/ErrorBody' } } },
}

/** The OpenAPI 3.1 document of the studio API, generated from its contracts. */
export function describeStudio(contracts: readonly Contract[], appUrl: string) {
  const components = createSchemaComponents()
  const parts = contracts.map((contract) => ({
    input: describeRequest(contract, components),
    output: describeResult(contract, components),
  }))
  components.convert(ErrorBody, 'output', '')
  const { schemas, input, output } = components.finish({
    input: parts.map((part) => part.input),
    output: parts.map((part) => part.output),
  })
  const paths: Record<string, Record<string, object>> = {}
  contracts.forEach(({ path, method }, index) => {
    const pathName = openApiPath(path)
    paths[pathName] = { ...paths[pathName], [method.toLowerCase()]: { ...output[index], ...input[index] } }
  })
  const allSchemas: Record<string, object> = { ...schemas, Json: ANY_JSON, RunEvent: RUN_EVENT }
  return {
    openapi: '3.1.0',
    info: { title: 'Patchbay studio API', description: ABOUT, version: '1' },
    servers: [{ url: appUrl }],
    security: [{ session: [] }],
    paths,
    components: {
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'patchbay.session_token',
          description: 'Set by signing in. With HTTPS its name starts with `__Secure-`.',
        },
      },
      headers: {
        RequestId: {
          description: 'Identifies the request in the server log.',
          schema: { type: 'string', format: 'uuid' },
        },
      },
      responses: { Error: ERROR },
      schemas: allSchemas,
    },
  }
}
