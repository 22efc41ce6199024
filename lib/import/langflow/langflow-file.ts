import { z } from 'zod'
import { JsonObjectSchema } from '@/lib/core/json'
import { MAX_EDGES, MAX_NODES } from '@/lib/graph/graph'

const Text = z.string().catch('')

const LangflowNode = z.object({
  id: z.string(),
  type: Text,
  position: z.object({ x: z.number().finite(), y: z.number().finite() }).catch({ x: 0, y: 0 }),
  data: z.object({
    type: z.string(),
    node: z.object({
      display_name: Text,
      description: Text,
      /** Fields by name. The field `code` has the Python source of the component, which is never run. */
      template: z.record(z.string(), z.unknown()).catch({}),
    }),
  }),
})
export type LangflowNode = z.infer<typeof LangflowNode>

const LangflowEdge = z.object({
  source: z.string(),
  target: z.string(),
  sourceHandle: Text,
  targetHandle: Text,
  data: JsonObjectSchema.catch({}),
})
export type LangflowEdge = z.infer<typeof LangflowEdge>

export const LangflowFile = z.object({
  name: Text,
  description: Text,
  last_tested_version: Text,
  data: z.object({
    nodes: z.array(LangflowNode).min(1).max(MAX_NODES),
    edges: z.array(LangflowEdge).max(MAX_EDGES).default([]),
  }),
})
export type LangflowFile = z.infer<typeof LangflowFile>
