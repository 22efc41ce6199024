import 'server-only'
import { z } from 'zod'
import type { PublicInputField } from '@/lib/contracts/public'
import type { Graph } from '@/lib/graph/graph'

// Node folders are private, so the start node's stored config is read by what it says, not by its own schema.
const StartConfig = z.object({
  mode: z.enum(['chat', 'form']).default('chat'),
  images: z.boolean().default(false),
  fields: z
    .array(
      z.object({
        name: z.string(),
        label: z.string().default(''),
        kind: z.enum(['text', 'paragraph', 'number', 'boolean', 'choice', 'json']).default('text'),
        options: z.array(z.string()).default([]),
        required: z.boolean().default(true),
        default: z.string().default(''),
      }),
    )
    .default([]),
})

const MESSAGE: PublicInputField = { name: 'message', label: 'Message', type: 'text', required: true }

/** What callers of the app may send, read off its start node. */
export function inputFieldsOf(graph: Graph): PublicInputField[] {
  const start = graph.nodes.find((node) => node.type === 'input' && !node.disabled)
  const config = StartConfig.safeParse(start?.config ?? {})
  if (!start || !config.success) return []
  if (config.data.mode === 'chat') return [MESSAGE]
  return config.data.fields.map((field) => ({
    name: field.name,
    label: field.label || field.name,
    type: field.kind === 'paragraph' ? 'long-text' : field.kind,
    // A field with a default may be left out.
    required: field.required && field.default === '',
    ...(field.kind === 'choice' ? { options: field.options } : {}),
  }))
}

/** Whether pictures may come with a message. */
export function takesImages(graph: Graph): boolean {
  const start = graph.nodes.find((node) => node.type === 'input' && !node.disabled)
  const config = StartConfig.safeParse(start?.config ?? {})
  return start !== undefined && config.success && config.data.mode === 'chat' && config.data.images
}
