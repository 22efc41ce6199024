import { z } from 'zod'
import { JsonObjectSchema } from '@/lib/core/json'
import { MAX_EDGES, MAX_NODES } from '@/lib/graph/graph'

const Id = z.union([z.string(), z.number()]).transform(String)
const Place = z.object({ x: z.number().finite(), y: z.number().finite() }).catch({ x: 0, y: 0 })

const CozeEdge = z.object({ sourceNodeID: Id, targetNodeID: Id, sourcePortID: z.string().catch('') })

const Block = z.object({
  id: Id,
  type: Id,
  meta: z.object({ position: Place }).catch({ position: { x: 0, y: 0 } }),
  data: z.object({
    nodeMeta: z.object({ title: z.string().catch('') }).catch({ title: '' }),
    inputs: JsonObjectSchema.catch({}),
    outputs: z.array(JsonObjectSchema).catch([]),
  }),
})

const CozeNode = Block.extend({
  blocks: z.array(Block).max(MAX_NODES).catch([]),
  edges: z.array(CozeEdge).max(MAX_EDGES).catch([]),
})
export type CozeNode = z.infer<typeof Block> & {
  parent: string | null
  inner: z.infer<typeof CozeEdge>[]
  /** Whether a block inside ends a round or the loop. */
  endsEarly: boolean
}

const Canvas = z.object({ nodes: z.array(CozeNode).min(1).max(MAX_NODES), edges: z.array(CozeEdge).max(MAX_EDGES) })
export type CozeCanvas = z.infer<typeof Canvas>

/** A canvas, or an export or a copy of one. */
export const CozeFile = z.union([
  Canvas,
  z.object({ type: z.string().startsWith('coze-workflow'), json: Canvas }).transform(({ json }) => json),
])
