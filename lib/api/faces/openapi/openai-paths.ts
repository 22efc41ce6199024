import 'server-only'
import { jsonBody, parameter, schemaRef } from './parts'

/** The same app for OpenAI's clients, at an address of its own; answers are OpenAI's, which its own document describes. */
export function openAiPaths(appUrl: string) {
  const at = { servers: [{ url: `${appUrl}/api/openai/v1` }] }
  const one = [parameter('ResponseId'), parameter('EndUser')]
  return {
    '/chat/completions': {
      ...at,
      post: openAi('createChatCompletion', 'Answers the last message; the model is the app’s address', {
        requestBody: jsonBody('ChatCompletionRequest'),
      }),
    },
    '/responses': {
      ...at,
      post: openAi('createResponse', 'Answers; goes on from previous_response_id or in a conversation', {
        requestBody: jsonBody('ResponseRequest'),
      }),
    },
    '/responses/{responseId}': {
      ...at,
      get: openAi('getResponse', 'A response; with stream=true its events, after starting_after', {
        parameters: [...one, ...FOLLOW],
      }),
      delete: openAi('deleteResponse', 'Deletes a response that has ended', { parameters: one }),
    },
    '/responses/{responseId}/input_items': {
      ...at,
      get: openAi('listResponseInputItems', 'What a response was made of, newest first', {
        parameters: [...one, ...ITEMS],
      }),
    },
    '/responses/{responseId}/cancel': {
      ...at,
      post: openAi('cancelResponse', 'Stops a response', { parameters: one }),
    },
    '/models': { ...at, get: openAi('listModels', 'The chat apps of the key, as models') },
  }
}

const FOLLOW = [
  { name: 'stream', in: 'query', schema: { type: 'boolean' } },
  { name: 'starting_after', in: 'query', schema: { type: 'integer', minimum: 0 } },
]

const ITEMS = [
  { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 } },
  { name: 'order', in: 'query', schema: { enum: ['asc', 'desc'], default: 'desc' } },
  { name: 'after', in: 'query', schema: { type: 'string' } },
]

/** A failure as OpenAI's clients read it. */
export const OPENAI_ERROR = {
  type: 'object',
  properties: {
    error: {
      type: 'object',
      properties: {
        message: { type: 'string' },
        type: { type: 'string' },
        param: { type: ['string', 'null'] },
        code: { type: ['string', 'null'] },
      },
      required: ['message', 'type', 'param', 'code'],
    },
  },
  required: ['error'],
}

export function openAi(
  operationId: string,
  summary: string,
  extra: { parameters?: object[]; requestBody?: object } = {},
) {
  const content = {
    'application/json': { schema: { type: 'object', additionalProperties: true } },
    'text/event-stream': { schema: { type: 'string' } },
  }
  const failed = { description: 'It failed', content: { 'application/json': { schema: schemaRef('OpenAiError') } } }
  return {
    ...{ operationId, summary, tags: ['OpenAI'], parameters: [parameter('EndUser')] },
    ...extra,
    responses: { '200': { description: 'As OpenAI’s', content }, '4XX': failed, '5XX': failed },
  }
}
