import { z } from 'zod'
import { JsonObjectSchema } from '@/lib/core/json'
import { isReservedKey } from '@/lib/core/reserved-keys'

export const GRAPH_SCHEMA_VERSION = 1
export const MAX_NODES = 2_000
export const MAX_EDGES = 6_000
export const MAX_GRAPH_BYTES = 2_000_000

/** Starts with a letter, so that it can stand in `{{node.port}}`; never a name that could reach a prototype (T31). */
export const GraphId = z
  .string()
  .max(64)
  .regex(/^[A-Za-z][A-Za-z0-9_-]*$/, 'Use letters, digits, - and _, beginning with a letter.')
  .refine((id) => !isReservedKey(id), 'This name is reserved.')

export const RETRY_ON = ['rate-limit', 'server-error', 'timeout', 'network'] as const
export const NodePolicySchema = z.strictObject({
  timeoutSeconds: z.number().min(1).max(3_600).optional(),
  retry: z
    .strictObject({
      count: z.number().int().min(0).max(10),
      backoffSeconds: z.number().min(0).max(300).default(1),
      on: z.array(z.enum(RETRY_ON)).default(['rate-limit', 'server-error', 'network']),
    })
    .optional(),
  /** `fail` ends the run; `default` goes on with `defaultOutputs`; `port` sends the error out of the `error` port. */
  onError: z.enum(['fail', 'default', 'port']).default('fail'),
  defaultOutputs: JsonObjectSchema.optional(),
})
export type NodePolicy = z.infer<typeof NodePolicySchema>

/** Named as they look; app/tokens.css has them as the hues of node groups. */
export const NODE_COLORS = ['green', 'purple', 'blue', 'orange', 'pink', 'teal', 'red', 'yellow'] as const
export type NodeColor = (typeof NODE_COLORS)[number]

export const GraphNodeSchema = z.strictObject({
  id: GraphId,
  type: z.string().max(64),
  version: z.number().int().min(1),
  label: z
    .string()
    .max(200)
    .transform((label) => label.normalize('NFC')),
  config: JsonObjectSchema,
  position: z.strictObject({ x: z.number().finite(), y: z.number().finite() }),
  /** The container node whose sub-graph this node belongs to. */
  parent: GraphId.optional(),
  /** How large a container is drawn; the canvas finds a size that holds its nodes when absent. */
  size: z.strictObject({ width: z.number().min(1).max(100_000), height: z.number().min(1).max(100_000) }).optional(),
  /** A container drawn as a small card. */
  collapsed: z.boolean().optional(),
  /** A hue of the studio that the node is drawn in, in place of its group's. */
  color: z.enum(NODE_COLORS).optional(),
  /** On the canvas it cannot be moved, edited or deleted until it is unlocked. */
  locked: z.boolean().optional(),
  disabled: z.boolean().optional(),
  /** Outputs that runs of the draft reuse instead of running the node. */
  pinned: JsonObjectSchema.optional(),
  policy: NodePolicySchema.optional(),
})
export type GraphNode = z.infer<typeof GraphNodeSchema>

export const PortRefSchema = z.strictObject({ node: GraphId, port: GraphId })
export type PortRef = z.infer<typeof PortRefSchema>

export const GraphEdgeSchema = z.strictObject({ id: GraphId, from: PortRefSchema, to: PortRefSchema })
export type GraphEdge = z.infer<typeof GraphEdgeSchema>

export const GraphSchema = z.strictObject({
  schemaVersion: z.literal(GRAPH_SCHEMA_VERSION),
  nodes: z.array(GraphNodeSchema).max(MAX_NODES),
  edges: z.array(GraphEdgeSchema).max(MAX_EDGES),
})
export type Graph = z.infer<typeof GraphSchema>

export const emptyGraph = (): Graph => ({ schemaVersion: GRAPH_SCHEMA_VERSION, nodes: [], edges: [] })
