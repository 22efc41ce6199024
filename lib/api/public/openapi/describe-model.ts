import 'server-only'
import { PublicProblem } from '@/lib/contracts/public'
import { PredictAnswer, PredictBody } from '@/lib/contracts/public-models'
import type { PublicModel } from '@/lib/runs/public/types'
import { OpenAiRequest } from '../openai/openai-request'
import { OPENAI_ANSWERS } from './openai-answers'
import { OPENAI_ERROR, openAi } from './openai-paths'
import { jsonBody, jsonContent, schemaRef } from './parts'
import { schemaOf } from './schema-of'

/** An OpenAPI 3.1 document of one trained model, generated from its schemas. */
export function describeModel({ name, description, kind }: PublicModel, appUrl: string) {
  const { address, paths, schemas } = kind === 'chat' ? chatParts(name) : classifierParts(name)
  return {
    openapi: '3.1.0',
    info: { title: name, ...(description ? { description } : {}), version: '1' },
    servers: [{ url: `${appUrl}${address}` }],
    security: [{ apiKey: [] }],
    paths,
    components: { securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } }, schemas },
  }
}

interface Parts {
  address: string
  paths: object
  schemas: object
}

function chatParts(name: string): Parts {
  const summary = `Same as OpenAI, with the model "models/${name}"`
  const extra = {
    parameters: [],
    requestBody: jsonBody('ChatCompletionRequest'),
    answer: 'ChatCompletion' as const,
    streams: true,
  }
  return {
    address: '/api/openai/v1',
    paths: { '/chat/completions': { post: openAi('createChatCompletion', [summary], extra) } },
    schemas: {
      ChatCompletionRequest: schemaOf(OpenAiRequest, 'input'),
      ChatCompletion: OPENAI_ANSWERS.ChatCompletion,
      OpenAiError: OPENAI_ERROR,
    },
  }
}

function classifierParts(name: string): Parts {
  return {
    address: `/api/v1/models/${name}`,
    paths: { '/predict': { post: predictOperation() } },
    schemas: {
      PredictRequest: schemaOf(PredictBody),
      PredictAnswer: schemaOf(PredictAnswer),
      Problem: schemaOf(PublicProblem),
    },
  }
}

function predictOperation() {
  return {
    operationId: 'predict',
    summary: 'Classify texts',
    requestBody: jsonBody('PredictRequest'),
    responses: {
      '200': { description: 'One prediction per text, in order', content: jsonContent('PredictAnswer') },
      ...FAILURES,
    },
  }
}

const FAILURES = Object.fromEntries(
  ['400', '401', '404', '413', '429', '503'].map((status) => [
    status,
    { description: 'Failure', content: { 'application/problem+json': { schema: schemaRef('Problem') } } },
  ]),
)
