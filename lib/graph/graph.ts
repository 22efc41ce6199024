import { z } from 'zod'
import { JsonObjectSchema } from '@/lib/core/json'
import { isReservedKey } from '@/lib/core/reserved-keys'

export const GRAPH_SCHEMA_VERSION = 1
export const MAX_NODES = 2_000
export const MAX_EDGES = 6_000
export const MAX_GRAPH_BYTES = 2_000_000

/** Starts with a letter, for use in `{{node.port}}`; excludes names that could reach a prototype. */
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
  /** `fail` ends the run; `default` continues with `defaultOutputs`; `port` emits the error on the `error` port. */
  onError: z.enum(['fail', 'default', 'port']).default('fail'),
  defaultOutputs: JsonObjectSchema.optional(),
})
export type NodePolicy = z.infer<typeof NodePolicySchema>

/** Named by appearance; app/tokens.css defines them as the hues of node groups. */
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
  /** The container of this node. */
  parent: GraphId.optional(),
  /** Size of a container; when absent the canvas fits it to its nodes. */
  size: z.strictObject({ width: z.number().min(1).max(100_000), height: z.number().min(1).max(100_000) }).optional(),
  /** Whether a container is drawn as a small card. */
  collapsed: z.boolean().optional(),
  /** Overrides the hue of the node's group. */
  color: z.enum(NODE_COLORS).optional(),
  /** Prevents moving, editing and deleting on the canvas until unlocked. */
  locked: z.boolean().optional(),
  disabled: z.boolean().optional(),
  /** Outputs that draft runs use instead of running the node. */
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
