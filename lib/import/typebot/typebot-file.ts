import { z } from 'zod'
import { JsonObjectSchema, JsonSchema } from '@/lib/core/json'
import { MAX_EDGES, MAX_NODES } from '@/lib/graph/graph'

const Text = z.string().catch('')
const Place = z.object({ x: z.number().finite(), y: z.number().finite() }).catch({ x: 0, y: 0 })

const Block = z.object({
  id: z.string(),
  type: z.string(),
  content: JsonSchema.optional(),
  options: JsonObjectSchema.catch({}),
  items: z.array(JsonObjectSchema).max(500).catch([]),
})
export type TypebotBlock = z.infer<typeof Block> & { position: { x: number; y: number }; title: string }

const Group = z.object({
  id: z.string(),
  title: Text,
  graphCoordinates: Place,
  blocks: z.array(Block).max(MAX_NODES),
})

const Edge = z.object({
  from: z.object({ blockId: z.string().nullish(), itemId: z.string().nullish(), eventId: z.string().nullish() }),
  to: z.object({ groupId: z.string(), blockId: z.string().nullish() }),
})

/** A bot of the versions 3 to 6. */
export const TypebotFile = z.object({
  version: z.union([z.string(), z.number()]).transform(String).catch('3'),
  name: Text,
  groups: z.array(Group).min(1).max(MAX_NODES),
  events: z.array(z.object({ id: z.string() })).nullish(),
  edges: z.array(Edge).max(MAX_EDGES),
  variables: z
    .array(z.object({ id: z.string(), name: Text }))
    .max(5_000)
    .catch([]),
})
export type TypebotFile = z.infer<typeof TypebotFile>
