import { z } from 'zod'
import type { JsonObject } from '@/lib/core/json'
import type { Graph } from '@/lib/graph/graph'

const StartConfig = z.object({
  mode: z.enum(['chat', 'form']).catch('chat'),
  fields: z
    .array(
      z.object({
        name: z.string(),
        kind: z.string().catch('text'),
        options: z.array(z.string()).catch([]),
        required: z.boolean().catch(true),
      }),
    )
    .catch([]),
})

export interface SampleInputs {
  isChat: boolean
  inputs: JsonObject
}

/** Valid inputs for the examples. */
export function sampleInputs(graph: Graph): SampleInputs {
  const start = graph.nodes.find((node) => node.type === 'input' && !node.disabled)
  const config = StartConfig.safeParse(start?.config ?? {})
  if (!config.success || config.data.mode === 'chat') return { isChat: true, inputs: { message: 'What can you do?' } }
  const required = config.data.fields.filter((field) => field.required)
  const fields = required.length > 0 ? required : config.data.fields.slice(0, 1)
  return { isChat: false, inputs: Object.fromEntries(fields.map((field) => [field.name, sampleOf(field)])) }
}

function sampleOf({ kind, options }: { kind: string; options: string[] }): string | number | boolean | JsonObject {
  switch (kind) {
    case 'number':
      return 1
    case 'boolean':
      return true
    case 'choice':
      return options[0] ?? ''
    case 'json':
      return {}
    default:
      return 'Some text'
  }
}
