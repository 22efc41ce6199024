import { z } from 'zod'
import { JsonObjectSchema } from '@/lib/core/json'
import { MAX_NODES } from '@/lib/graph/graph'

const Position = z.tuple([z.number().finite(), z.number().finite()]).catch([0, 0])

const N8nNode = z.object({
  name: z.string(),
  type: z.string(),
  typeVersion: z.number().catch(1),
  position: Position,
  parameters: JsonObjectSchema.catch({}),
  credentials: JsonObjectSchema.catch({}),
  disabled: z.boolean().catch(false),
  onError: z.string().catch(''),
})
export type N8nNode = z.infer<typeof N8nNode>

const Target = z.object({ node: z.string(), index: z.number().int().catch(0) })
const Outputs = z.array(z.array(Target).nullable().catch([]))

/** A workflow. Connections are keyed by the names of nodes. */
export const N8nFile = z.object({
  name: z.string().catch(''),
  nodes: z.array(N8nNode).min(1).max(MAX_NODES),
  connections: z.record(z.string(), z.record(z.string(), Outputs)).catch({}),
})
export type N8nFile = z.infer<typeof N8nFile>
