import { z } from 'zod'
import type { JsonObject } from '@/lib/core/json'
import type { Graph } from '@/lib/graph/graph'

const InputConfig = z.object({
  mode: z.enum(['chat', 'form']).default('chat'),
  fields: z
    .array(
      z.object({
        name: z.string(),
        label: z.string().default(''),
        kind: z.string(),
        required: z.boolean().default(true),
      }),
    )
    .default([]),
})

export interface CallerField {
  name: string
  label: string
  kind: string
  required: boolean
}

/** The inputs that callers of an app provide. */
export function callerFields(graph: Graph): CallerField[] {
  const start = graph.nodes.find((node) => node.type === 'input' && !node.disabled)
  const config = InputConfig.safeParse(start?.config ?? {})
  if (!config.success) return []
  if (config.data.mode === 'form')
    return config.data.fields.map((field) => ({ ...field, label: field.label || field.name }))
  return [{ name: 'message', label: 'Message', kind: 'text', required: true }]
}

/** The fields as JSON Schema, for an agent that calls the app. */
export function inputParameters(graph: Graph): JsonObject {
  const fields = callerFields(graph)
  return {
    type: 'object',
    properties: Object.fromEntries(
      fields.map(({ name, label, kind }) => [name, { type: jsonTypeOf(kind), description: label }]),
    ),
    required: fields.filter((field) => field.required).map((field) => field.name),
    additionalProperties: false,
  }
}

function jsonTypeOf(kind: string): string {
  if (kind === 'number' || kind === 'boolean') return kind
  return kind === 'json' ? 'object' : 'string'
}
