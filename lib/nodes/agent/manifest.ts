import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { maxOutputTokensField, temperatureField } from '../shared/models/generation-fields'
import { ModelRefSchema, modelSummary, modelTexts } from '../shared/models/model-ref'
import { ToolDescription } from '../shared/models/tool-description'
import { variablePorts } from '../shared/variable-ports'

const ApprovalException = z.strictObject({
  tool: z
    .string()
    .max(64)
    .default('')
    .meta(layout({ label: 'Tool', help: 'The tool’s name as shown in the trace.' })),
  ask: z
    .enum(['always', 'never'])
    .default('never')
    .meta(layout({ label: 'Ask first', input: 'select', options: { always: 'Always', never: 'Never' } })),
})

const Config = z.strictObject({
  model: ModelRefSchema,
  instructions: z
    .string()
    .max(100_000)
    .default('')
    .meta(
      layout({
        label: 'Instructions',
        input: 'prompt',
        references: true,
        placeholder: 'You are a careful researcher. Use the tools, then answer.',
      }),
    ),
  maxSteps: z
    .number()
    .int()
    .min(1)
    .max(25)
    .default(8)
    .meta(
      layout({
        label: 'Maximum steps',
        group: 'model',
        input: 'slider',
        min: 1,
        max: 25,
        step: 1,
        help: 'The agent stops after this many model calls.',
      }),
    ),
  ask: z
    .enum(['always', 'writes', 'never'])
    .default('writes')
    .meta(
      layout({
        label: 'Ask a person before',
        group: 'context',
        input: 'select',
        options: {
          writes: 'tools that change something',
          always: 'every tool',
          never: 'no tool',
        },
        help: 'The run waits until a person approves or declines the call.',
      }),
    ),
  askExceptions: z
    .array(ApprovalException)
    .max(128)
    .default([])
    .meta(layout({ label: 'Exceptions', itemLabel: 'tool', input: 'list', advanced: true })),
  temperature: temperatureField(0.2, { advanced: true }),
  maxOutputTokens: maxOutputTokensField(4_096),
  toolDescription: ToolDescription,
})
export type AgentConfig = z.infer<typeof Config>

export const manifest = defineManifest<AgentConfig>({
  type: 'agent',
  version: 2,
  // Agents created before approvals existed keep running without them.
  migrate: (_from, config) => ({ ask: 'never', ...config }),
  label: 'Agent',
  description: 'Calls the connected tools until it can answer.',
  group: 'model',
  icon: 'bot',
  config: Config,
  effect: 'write',
  delegates: true,
  asksItself: true,
  tool: true,
  streams: 'text',
  templates: [{ path: 'instructions', encoding: 'text' }],
  ports: ({ instructions }) => ({
    inputs: [
      {
        id: 'prompt',
        label: 'Prompt',
        kind: 'messages',
        required: true,
        description: 'The task, if another agent uses this agent as a tool.',
      },
      { id: 'model', label: 'Model', kind: 'chat-model', description: 'Replaces the model selected here.' },
      { id: 'tools', label: 'Tools', kind: 'tool', many: true },
      {
        id: 'images',
        label: 'Pictures',
        kind: 'image',
        list: true,
        description: 'Sent to the model with the last message. The model must support images.',
      },
      {
        id: 'passages',
        label: 'Passages',
        kind: 'documents',
        description: 'Available from the start, such as documents sent with the message. Cited by number.',
      },
      ...variablePorts([instructions], 'any', ['prompt', 'model', 'tools', 'images', 'passages']),
    ],
    outputs: [
      { id: 'text', label: 'Answer', kind: 'text' },
      { id: 'citations', label: 'Citations', kind: 'json' },
      { id: 'steps', label: 'Steps', kind: 'json', description: 'Each tool call with its result.' },
    ],
  }),
  texts: { ...modelTexts, summary: '{model} · at most {steps, plural, one {# step} other {# steps}}' },
  summary: ({ model, maxSteps }, text, names) =>
    text('summary', { model: modelSummary(model, text, names), steps: maxSteps }),
  // A retry resumes where the failed attempt stopped, since its model and tool calls are recorded.
  defaultPolicy: { timeoutSeconds: 900, retryCount: 2 },
})
