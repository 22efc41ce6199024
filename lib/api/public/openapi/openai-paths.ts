import 'server-only'
import type { OPENAI_ANSWERS } from './openai-answers'
import { jsonBody, parameter, schemaRef } from './parts'

/** Operations used by OpenAI's clients. */
export function openAiPaths() {
  const responseParameters = [parameter('ResponseId'), parameter('EndUser')]
  return {
    '/chat/completions': {
      post: openAi('createChatCompletion', ['Create a chat completion', 'The model is the address of an app.'], {
        requestBody: jsonBody('ChatCompletionRequest'),
        answer: 'ChatCompletion',
        streams: true,
      }),
    },
    '/responses': {
      post: openAi(
        'createResponse',
        ['Create a response', 'Continues after `previous_response_id`, or in a conversation.'],
        {
          requestBody: jsonBody('ResponseRequest'),
          answer: 'OpenAiResponse',
          streams: true,
        },
      ),
    },
    '/responses/{responseId}': {
      get: openAi('getResponse', ['Get a response', 'With `stream=true` its events, after `starting_after`.'], {
        parameters: [...responseParameters, ...FOLLOW],
        answer: 'OpenAiResponse',
        streams: true,
      }),
      delete: openAi('deleteResponse', ['Delete a response', 'It must have ended.'], {
        parameters: responseParameters,
      }),
    },
    '/responses/{responseId}/input_items': {
      get: openAi('listResponseInputItems', ['List the input items of a response', 'Newest first.'], {
        parameters: [...responseParameters, ...ITEMS],
      }),
    },
    '/responses/{responseId}/cancel': {
      post: openAi('cancelResponse', ['Cancel a response'], {
        parameters: responseParameters,
        answer: 'OpenAiResponse',
      }),
    },
    '/embeddings': {
      post: openAi('createEmbedding', ['Create embeddings'], { requestBody: jsonBody('EmbeddingsRequest') }),
    },
    '/models': { get: openAi('listModels', ['List models', 'The chat apps of the key.'], { answer: 'ModelList' }) },
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

/** OpenAI's error format. */
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

interface OpenAiOperation {
  parameters?: object[]
  requestBody?: object
  answer?: keyof typeof OPENAI_ANSWERS
  /** Supports streaming on request. */
  streams?: boolean
}

export function openAi(
  operationId: string,
  [summary, description]: [string, string?],
  { answer, streams = false, ...extra }: OpenAiOperation = {},
) {
  const schema = answer === undefined ? { type: 'object', additionalProperties: true } : schemaRef(answer)
  const content = {
    'application/json': { schema },
    ...(streams ? { 'text/event-stream': { schema: { type: 'string' } } } : {}),
  }
  const failed = {
    description: 'The request failed',
    content: { 'application/json': { schema: schemaRef('OpenAiError') } },
  }
  return {
    operationId,
    summary,
    ...(description === undefined ? {} : { description }),
    tags: ['OpenAI'],
    parameters: [parameter('EndUser')],
    ...extra,
    responses: { '200': { description: 'Same as OpenAI', content }, '4XX': failed, '5XX': failed },
  }
}
