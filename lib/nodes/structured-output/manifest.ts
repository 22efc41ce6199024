import { z } from 'zod'
import { JsonObjectSchema } from '@/lib/core/json'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { textRef } from '@/lib/messages/problems/text-ref'
import { answerCacheFields } from '../shared/models/answer-cache'
import { maxOutputTokensField, temperatureField } from '../shared/models/generation-fields'
import { ModelRefSchema, modelSummary, modelTexts } from '../shared/models/model-ref'
import { variablePorts } from '../shared/variable-ports'

const Config = z.strictObject({
  model: ModelRefSchema,
  instructions: z
    .string()
    .max(100_000)
    .default('Read the text and fill in the fields. Leave out what the text does not say.')
    .meta(layout({ label: 'Instructions', input: 'prompt', references: true })),
  schema: JsonObjectSchema.default({
    type: 'object',
    properties: { summary: { type: 'string', description: 'The text in one sentence.' } },
    required: ['summary'],
    additionalProperties: false,
  }).meta(
    layout({
      label: 'JSON schema',
      input: 'json',
      shape: 'json-schema',
      help: 'The result always matches this schema.',
    }),
  ),
  temperature: temperatureField(0, { advanced: true }),
  maxOutputTokens: maxOutputTokensField(4_096),
  ...answerCacheFields,
})
export type StructuredOutputConfig = z.infer<typeof Config>

export const manifest = defineManifest<StructuredOutputConfig>({
  type: 'structured-output',
  version: 1,
  label: 'Structured output',
  description: 'Extracts data from text with a language model. The result is JSON that matches a schema.',
  group: 'model',
  icon: 'braces',
  config: Config,
  effect: 'read',
  templates: [{ path: 'instructions', encoding: 'text' }],
  ports: ({ instructions, schema }) => ({
    inputs: [
      { id: 'prompt', label: 'Text', kind: 'messages', required: true },
      ...variablePorts([instructions], 'any', ['prompt']),
    ],
    outputs: [{ id: 'json', label: 'JSON', kind: 'json', schema }],
  }),
  texts: { ...modelTexts, summary: '{model} · {fields}', anyJson: '{model} · any JSON' },
  summary: ({ model, schema }, text, names) => {
    const fields = fieldNames(schema.properties).join(', ')
    return text(fields === '' ? 'anyJson' : 'summary', { model: modelSummary(model, text, names), fields })
  },
  check: ({ schema }, nodeId) =>
    schema.type === 'object'
      ? []
      : [
          {
            code: 'INVALID_CONFIG',
            severity: 'error',
            ...textRef('nodeSettings.schemaObject'),
            nodeId,
            path: 'schema',
          },
        ],
  defaultPolicy: { timeoutSeconds: 600, retryCount: 2 },
})

function fieldNames(properties: unknown): string[] {
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : []
}
