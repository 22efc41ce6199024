import { z } from 'zod'
import { JsonObjectSchema, JsonSchema } from '@/lib/core/json'
import { MAX_EDGES, MAX_NODES } from '@/lib/graph/graph'

const Text = z.string().catch('')
const Place = z.object({ x: z.number().finite(), y: z.number().finite() }).catch({ x: 0, y: 0 })

const FastgptInput = z.object({
  key: Text,
  label: Text,
  renderTypeList: z.array(z.string()).catch([]),
  selectedTypeIndex: z.number().int().catch(-1),
  valueType: Text,
  value: JsonSchema.optional().catch(undefined),
  defaultValue: JsonSchema.optional().catch(undefined),
  required: z.boolean().catch(false),
  list: z.array(JsonObjectSchema).catch([]),
  canEdit: z.boolean().catch(false),
})
export type FastgptInput = z.infer<typeof FastgptInput>

const FastgptNode = z.object({
  nodeId: z.string(),
  flowNodeType: z.string(),
  parentNodeId: z.string().nullish().catch(null),
  pluginId: Text,
  name: Text,
  position: Place,
  toolConfig: JsonObjectSchema.catch({}),
  inputs: z.array(FastgptInput).max(500).catch([]),
  outputs: z
    .array(z.object({ id: Text, key: Text, type: Text }))
    .max(500)
    .catch([]),
})
export type FastgptNode = z.infer<typeof FastgptNode>

const Workflow = z.object({
  nodes: z.array(FastgptNode).min(1).max(MAX_NODES),
  edges: z
    .array(z.object({ source: z.string(), target: z.string(), sourceHandle: Text, targetHandle: Text }))
    .max(MAX_EDGES)
    .catch([]),
  chatConfig: JsonObjectSchema.catch({}),
})

const Head = z.object({ name: Text, intro: Text })

/** A workflow, or a template that has one inside. */
export const FastgptFile = z.union([
  Workflow.extend(Head.shape),
  z
    .object({ workflow: Workflow, ...Head.shape })
    .transform(({ workflow, name, intro }) => ({ ...workflow, name, intro })),
])
export type FastgptFile = z.infer<typeof FastgptFile>
