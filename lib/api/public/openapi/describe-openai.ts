import 'server-only'
import { EmbeddingsRequest } from '../openai/openai-embeddings'
import { OpenAiRequest } from '../openai/openai-request'
import { ResponsesRequest } from '../openai/responses-request'
import { OPENAI_ANSWERS } from './openai-answers'
import { OPENAI_ERROR, openAiPaths } from './openai-paths'
import { parametersOf } from './parts'
import { schemaOf } from './schema-of'

const BASE = '/api/openai/v1'
export const openAiDocumentUrl = (appUrl: string): string => `${appUrl}${BASE}/openapi.json`

/**
 * The OpenAI-compatible API as a separate OpenAPI 3.1 document. Generated clients send every operation of a
 * document to one base URL, and this API is not below the URL of an app.
 */
export function describeOpenAi(appUrl: string) {
  const paths = openAiPaths()
  return {
    openapi: '3.1.0',
    info: { title: 'Patchbay, OpenAI-compatible', version: '1' },
    servers: [{ url: `${appUrl}${BASE}` }],
    security: [{ apiKey: [] }],
    paths,
    components: {
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } },
      parameters: parametersOf(paths),
      schemas: {
        ChatCompletionRequest: schemaOf(OpenAiRequest, 'input'),
        ResponseRequest: schemaOf(ResponsesRequest, 'input'),
        EmbeddingsRequest: schemaOf(EmbeddingsRequest, 'input'),
        ...OPENAI_ANSWERS,
        OpenAiError: OPENAI_ERROR,
      },
    },
  }
}
