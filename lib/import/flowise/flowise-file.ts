import { z } from 'zod'
import { JsonObjectSchema } from '@/lib/core/json'
import { MAX_EDGES, MAX_NODES } from '@/lib/graph/graph'

const Text = z.string().catch('')

const FlowiseNode = z.object({
  id: z.string(),
  type: Text,
  parentNode: z.string().nullish(),
  position: z.object({ x: z.number().finite(), y: z.number().finite() }).catch({ x: 0, y: 0 }),
  data: z.object({
    name: z.string(),
    label: Text,
    category: Text,
    inputs: JsonObjectSchema.catch({}),
    outputs: JsonObjectSchema.catch({}),
  }),
})
export type FlowiseNode = z.infer<typeof FlowiseNode>

const FlowiseEdge = z.object({
  source: z.string(),
  sourceHandle: Text,
  target: z.string(),
  targetHandle: Text,
  type: Text,
})
export type FlowiseEdge = z.infer<typeof FlowiseEdge>

/** A chatflow or an agentflow. Keys that are not listed are dropped; settings are in `data.inputs`. */
export const FlowiseFile = z.object({
  name: Text,
  description: Text,
  nodes: z.array(FlowiseNode).min(1).max(MAX_NODES),
  edges: z.array(FlowiseEdge).max(MAX_EDGES).default([]),
})
export type FlowiseFile = z.infer<typeof FlowiseFile>
