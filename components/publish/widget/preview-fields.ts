import { z } from 'zod'
import type { PublicInputField } from '@/lib/contracts/public'
import { PUBLIC_FIELD_TYPES } from '@/lib/contracts/public'
import type { Graph } from '@/lib/graph/graph'

const StartConfig = z.object({
  mode: z.enum(['chat', 'form']).catch('chat'),
  images: z.boolean().catch(false),
  documents: z.boolean().catch(false),
  recordings: z.boolean().catch(false),
  fields: z
    .array(
      z.object({
        name: z.string(),
        label: z.string().catch(''),
        kind: z.string().catch('text'),
        options: z.array(z.string()).catch([]),
        required: z.boolean().catch(true),
      }),
    )
    .catch([]),
})

/** The form of the draft; null for a chat. */
export function previewFields(graph: Graph): PublicInputField[] | null {
  const start = graph.nodes.find((node) => node.type === 'input' && !node.disabled)
  const config = StartConfig.safeParse(start?.config ?? {})
  if (!config.success || config.data.mode === 'chat') return null
  return config.data.fields.map(({ name, label, kind, options, required }) => ({
    name,
    label: label || name,
    type: kind === 'paragraph' ? 'long-text' : (PUBLIC_FIELD_TYPES.find((type) => type === kind) ?? 'text'),
    required,
    options,
  }))
}

/** Attachments that a message of the draft accepts. */
export function previewAttach(graph: Graph): { images: boolean; documents: boolean; recordings: boolean } {
  const start = graph.nodes.find((node) => node.type === 'input' && !node.disabled)
  const config = StartConfig.safeParse(start?.config ?? {})
  if (!config.success || config.data.mode !== 'chat') return { images: false, documents: false, recordings: false }
  const { images, documents, recordings } = config.data
  return { images, documents, recordings }
}
