import 'server-only'
import { PublicProblem } from '@/lib/contracts/public'
import { PredictAnswer, PredictBody } from '@/lib/contracts/public-models'
import type { PublicModel } from '@/lib/runs/public-backend-types'
import { schemaOf } from './openapi/schema-of'

/** OpenAPI 3.1 of one trained model, made of the schemas that check it. */
export function describeModel({ name, description, kind }: PublicModel, appUrl: string) {
  const isChat = kind === 'chat'
  return {
    openapi: '3.1.0',
    info: { title: name, ...(description ? { description } : {}), version: '1' },
    servers: [{ url: isChat ? `${appUrl}/api/openai/v1` : `${appUrl}/api/v1/models/${name}` }],
    security: [{ apiKey: [] }],
    paths: isChat
      ? {
          '/chat/completions': {
            post: { operationId: 'chat', summary: `As OpenAI’s, with the model "models/${name}"`, responses: FAILURES },
          },
        }
      : { '/predict': { post: predictOperation() } },
    components: {
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } },
      schemas: {
        PredictRequest: schemaOf(PredictBody),
        PredictAnswer: schemaOf(PredictAnswer),
        Problem: schemaOf(PublicProblem),
      },
    },
  }
}

function predictOperation() {
  const json = (name: string) => ({ 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } })
  return {
    operationId: 'predict',
    summary: 'Says which class each text belongs to',
    requestBody: { required: true, content: json('PredictRequest') },
    responses: {
      '200': { description: 'One prediction a text, in their order', content: json('PredictAnswer') },
      ...FAILURES,
    },
  }
}

const FAILURES = Object.fromEntries(
  ['400', '401', '404', '413', '429', '503'].map((status) => [
    status,
    {
      description: 'Failure',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ]),
)
