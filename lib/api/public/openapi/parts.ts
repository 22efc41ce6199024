import 'server-only'

/** Shared parts of operations, defined once in the components. */
export const PARAMETERS = {
  EndUser: {
    name: 'Patchbay-End-User',
    in: 'header',
    description: 'The end user of the call, who can access only their own runs and conversations.',
    schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'A repeated request with the same key returns the first run.',
    schema: { type: 'string', minLength: 1, maxLength: 200 },
  },
  Prefer: {
    name: 'Prefer',
    in: 'header',
    description: 'respond-async: returns 202 at once and runs in the background.',
    schema: { type: 'string', enum: ['respond-async'] },
  },
  LastEventId: {
    name: 'Last-Event-ID',
    in: 'header',
    description: 'The id of the last received event: the stream continues after it.',
    schema: { type: 'string' },
  },
  Limit: { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 } },
  Cursor: {
    name: 'cursor',
    in: 'query',
    description: 'nextCursor of the previous page.',
    schema: { type: 'string', format: 'uuid' },
  },
  RunId: idParameter('runId'),
  ChunkId: idParameter('chunkId'),
  ConversationId: idParameter('conversationId'),
  ApprovalId: idParameter('approvalId'),
  FileId: idParameter('fileId'),
  ChatId: { name: 'chatId', in: 'path', required: true, schema: { type: 'string', maxLength: 200 } },
  ResponseId: { name: 'responseId', in: 'path', required: true, schema: { type: 'string' } },
}

function idParameter(name: string) {
  return { name, in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }
}

/** Only the parameters that an operation uses. */
export function parametersOf(paths: object): Partial<typeof PARAMETERS> {
  const text = JSON.stringify(paths)
  return Object.fromEntries(
    Object.entries(PARAMETERS).filter(([name]) => text.includes(`#/components/parameters/${name}"`)),
  )
}

export const parameter = (name: keyof typeof PARAMETERS) => ({ $ref: `#/components/parameters/${name}` })

export const HEADERS = {
  RequestId: { description: 'Identifies the request in the server log.', schema: { type: 'string', format: 'uuid' } },
  RunId: { description: 'The id of the started run.', schema: { type: 'string', format: 'uuid' } },
  Link: { description: 'The next page, as rel="next" (RFC 8288).', schema: { type: 'string' } },
  RateLimitLimit: { description: 'Requests per minute allowed for the key.', schema: { type: 'integer' } },
  RateLimitRemaining: { description: 'Remaining requests.', schema: { type: 'integer' } },
  RateLimitReset: { description: 'Seconds until the limit is fully reset.', schema: { type: 'integer' } },
}

const header = (name: keyof typeof HEADERS) => ({ $ref: `#/components/headers/${name}` })
const ALWAYS = {
  'X-Request-Id': header('RequestId'),
  'RateLimit-Limit': header('RateLimitLimit'),
  'RateLimit-Remaining': header('RateLimitRemaining'),
  'RateLimit-Reset': header('RateLimitReset'),
}

export const schemaRef = (name: string) => ({ $ref: `#/components/schemas/${name}` })
export const jsonContent = (name: string) => ({ 'application/json': { schema: schemaRef(name) } })
export const jsonBody = (name: string) => ({ required: true, content: jsonContent(name) })

export const PROBLEM_RESPONSE = {
  description: 'The request failed: a problem as defined by RFC 9457.',
  headers: ALWAYS,
  content: { 'application/problem+json': { schema: schemaRef('Problem') } },
}
const PROBLEM = { $ref: '#/components/responses/Problem' }
const FAILURES = { '4XX': PROBLEM, '5XX': PROBLEM }

interface Success {
  status?: string
  description: string
  content?: object
  headers?: object
}

/** An operation of the app's API, with its title and, if that is not enough, a description. */
export function operation(
  [operationId, summary, description]: [string, string, string?],
  success: Success | Success[],
  extra: { parameters?: object[]; requestBody?: object; callbacks?: object; tags?: string[] } = {},
) {
  const responses = [success].flat().map(({ status = '200', headers, ...response }): [string, object] => {
    return [status, { ...response, headers: { ...ALWAYS, ...headers } }]
  })
  const details = { operationId, summary, ...(description === undefined ? {} : { description }) }
  return { ...details, ...extra, responses: { ...Object.fromEntries(responses), ...FAILURES } }
}

export const answers = (name: string, description = name): Success => ({ description, content: jsonContent(name) })
export const page = (name: string): Success => ({ ...answers(name, 'A page'), headers: { Link: header('Link') } })
export const withRun = (success: Success): Success => ({
  ...success,
  headers: { ...success.headers, 'X-Run-Id': header('RunId') },
})
