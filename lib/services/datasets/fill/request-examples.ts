import 'server-only'
import { z } from 'zod'
import type { DatasetKind, ExampleData } from '@/lib/contracts/example-data'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import type { ModelRef } from '@/lib/engine/model-requests'
import type { EnginePorts } from '@/lib/engine/ports'
import { problem } from '@/lib/messages/problems/problem'
import { readJsonAnswer } from '@/lib/nodes/shared/models/read-json-answer'

const text = { type: 'string' }
const object = (properties: JsonObject): JsonObject => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
})

/** JSON Schema of one example, for the model's structured output. */
const SHAPES: Readonly<Record<DatasetKind, JsonObject>> = {
  qa: object({ question: text, answer: text }),
  classification: object({ text, label: text }),
  case: object({ inputs: object({ message: text }), expected: text }),
  chat: object({
    messages: {
      type: 'array',
      items: object({ role: { type: 'string', enum: ['user', 'assistant'] }, content: text }),
    },
  }),
}

const KINDS: Readonly<Record<DatasetKind, string>> = {
  qa: 'a question and its answer',
  classification: 'a text and its label',
  case: 'a question for an app and the expected answer',
  chat: 'a conversation of user and assistant that ends with the assistant',
}

const Answer = z.object({ examples: z.array(z.unknown()) })

export interface ExamplesRequest {
  models: Pick<EnginePorts['models'], 'chat' | 'resolve'>
  model: ModelRef | null
  kind: DatasetKind
  instructions: string
  /** Without personal data: they are sent to a model service. */
  seeds: readonly ExampleData[]
  labels: readonly string[]
  /** The examples written so far, to avoid repetition. */
  written: readonly string[]
  count: number
  signal: AbortSignal
}

/** New examples as returned by the model, not yet validated. @throws MODEL_MISSING, INVALID_INPUT */
export async function requestExamples(job: ExamplesRequest): Promise<unknown[]> {
  const model = await job.models.resolve(job.model ?? { connection: 'auto', model: 'auto' })
  if (model.connection === 'builtin') throw new AppError('MODEL_MISSING', problem('datasets.modelRequired'))
  let reply = ''
  const messages = [
    { role: 'system' as const, content: instructionsOf(job) },
    { role: 'user' as const, content: `Write ${job.count} new examples.` },
  ]
  const responseSchema = object({ examples: { type: 'array', items: SHAPES[job.kind] } })
  const request = { model, messages, responseSchema, temperature: 0.9, maxOutputTokens: 4_000, signal: job.signal }
  await job.models.chat(request, (chunk) => {
    if (chunk.type === 'text') reply += chunk.text
    if (chunk.type === 'restart') reply = ''
  })
  const answer = Answer.safeParse(readJsonAnswer(reply))
  if (!answer.success) throw new AppError('MODEL_FAILED', problem('datasets.modelWithoutExamples'))
  return answer.data.examples.slice(0, job.count)
}

function instructionsOf({ kind, instructions, seeds, labels, written }: ExamplesRequest): string {
  return [
    `You write examples for a data set. Each example is ${KINDS[kind]}.`,
    `Requirements:\n${instructions}`,
    labels.length === 0 ? '' : `Use these labels only: ${labels.map((label) => JSON.stringify(label)).join(', ')}.`,
    seeds.length === 0
      ? ''
      : `Examples that are there already, to match in form and tone:\n${seeds.map((seed) => JSON.stringify(seed)).join('\n')}`,
    written.length === 0 ? '' : `Do not repeat these:\n${written.map((line) => `- ${line}`).join('\n')}`,
    'Vary wording, length and matter. Invent no names, addresses or numbers of real people.',
    'Answer with JSON alone: {"examples": [...]}.',
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}
