import { z } from 'zod'
import { type Json, type JsonObject, JsonObjectSchema } from '@/lib/core/json'
import { MAX_EDGES, MAX_NODES } from '@/lib/graph/graph'
import { objectOf } from '../fields'
import { Settings } from '../settings'
import type { SourceFlow, SourceNode } from '../source-flow'
import { DifyVariables } from './dify-variables'
import { readTool } from './read-tool'

const Text = z.string().catch('')
const Place = z.object({ x: z.number().finite(), y: z.number().finite() }).catch({ x: 0, y: 0 })
const Id = z.union([z.string(), z.number()]).transform(String)

const DifyNode = z.object({
  id: Id,
  type: Text,
  parentId: Id.nullish(),
  position: Place,
  data: JsonObjectSchema,
})

const DifyEdge = z.object({ source: Id, sourceHandle: Id.nullish(), target: Id })

/** Dify's DSL of workflows and chatflows, versions 0.1 to 0.6. Keys that are not listed are kept in `data`. */
const DifyFile = z.object({
  kind: z.literal('app'),
  version: z.union([z.string(), z.number()]).transform(String).catch('0.1.0'),
  app: z.object({ name: Text, description: Text, mode: z.string() }),
  workflow: z
    .object({
      graph: z.object({
        nodes: z.array(DifyNode).min(1).max(MAX_NODES),
        edges: z.array(DifyEdge).max(MAX_EDGES).default([]),
      }),
      conversation_variables: z.array(JsonObjectSchema).catch([]),
      environment_variables: z.array(JsonObjectSchema).catch([]),
    })
    .nullish(),
  model_config: JsonObjectSchema.nullish(),
})
type DifyFile = z.infer<typeof DifyFile>

/**
 * How a node is drawn, types of values, ids of list entries, and what the editor copies from definitions of tools and
 * models.
 */
const NOT_SETTINGS = [
  /^(?:title|desc|selected|type|width|height|isInIteration|isInLoop|iteration_id|loop_id|start_node_id|startNodeType)$/,
  /^(?:theme|author|showAuthor|output_type|_\w+)(?:\.|$)/,
  /(?:^|\.)schemas\./,
  /^agent_parameters\.\w+\.type$|^agent_parameters\.tools\.value\.\d+\.(?:type|provider_name)$/,
  /(?:^|\.)model(?:\.value)?\.(?:mode|provider|model_type|type)$/,
  /^(?:prompt_template|cases\.\d+\.conditions|conditions|variables|cases|classes)\.\d+\.(?:id|edition_type|varType|value_type)$/,
  /^outputs\.[^.]+\.type$/,
]
const nameOf = (path: string): string | null => (NOT_SETTINGS.some((pattern) => pattern.test(path)) ? null : path)

/** Nodes whose settings are rewritten as a whole. */
const REBUILT = new Set(['assigner', 'loop'])

/** Nodes that only mark the beginning of a container's inside. */
const MARKERS = new Set(['iteration-start', 'loop-start'])

/** The handles of a node with an error branch: the branch after an error, and the one after a success. */
const HANDLES: Readonly<Record<string, string>> = { 'fail-branch': 'error', 'success-branch': 'source' }

export function readDify(value: Json): SourceFlow[] {
  const file = DifyFile.safeParse(value)
  return file.success ? [readFlow(file.data)] : []
}

function readFlow({ version, app, workflow, model_config }: DifyFile): SourceFlow {
  const kind = app.mode === 'workflow' || app.mode === 'completion' ? ('form' as const) : ('chat' as const)
  const head = {
    peer: 'dify' as const,
    formatVersion: version,
    app: { name: app.name, description: app.description, kind },
  }
  if (!workflow) return withItems({ ...head, ...flowOfSettings(app.mode, model_config ?? {}) })
  const { nodes, edges } = workflow.graph
  const variables = new DifyVariables(workflow, kind === 'chat')
  const settings = new Settings()
  const read = nodes.map(({ id, type, parentId, position, data }): SourceNode => {
    const node = {
      id,
      item: id,
      position,
      data,
      parent: parentId ?? null,
      type: type === 'custom-note' ? 'note' : typeof data.type === 'string' ? data.type : type,
      title: typeof data.title === 'string' ? data.title : '',
    }
    const tracked = { ...node, data: settings.track(id, data, { nameOf }) }
    const tool = readTool(tracked)
    if (tool !== tracked || REBUILT.has(node.type)) return variables.apply(tool)
    const applied = variables.apply(withFailures(node))
    return { ...applied, data: settings.view(id, applied.data) }
  })
  const ids = new Map(nodes.map(({ id, parentId }) => [id, parentId ?? id]))
  const kept = new Set(read.filter(({ type }) => !MARKERS.has(type)).map(({ id }) => id))
  const flow = withItems({
    ...head,
    settings,
    links: edges.map(({ source, target }, index) => ({ id: `${index}`, source, target })),
    nodes: read.filter(({ id }) => kept.has(id)),
    variables: variables.all(),
    environment: variables.environmentVariables(),
    edges: edges
      .filter(({ source, target }) => kept.has(source) && kept.has(target))
      .map(({ source, sourceHandle, target }, index) => ({
        id: `${index}`,
        source,
        target,
        handle: HANDLES[sourceHandle ?? 'source'] ?? sourceHandle ?? 'source',
      })),
  })
  const markers = read.filter(({ id }) => !kept.has(id))
  const ofMarkers = markers.map(({ id, title, type }) => ({ id, title, type, notes: [], into: ids.get(id) ?? id }))
  return { ...flow, items: [...flow.items, ...ofMarkers] }
}

/** A request that handles errors also fails if its status says so. */
function withFailures(node: SourceNode): SourceNode {
  const { error_strategy, retry_config } = node.data
  const retries = JsonObjectSchema.safeParse(retry_config).data?.retry_enabled === true
  const handlesErrors = retries || (typeof error_strategy === 'string' && error_strategy !== 'none')
  return node.type === 'http-request' && handlesErrors ? { ...node, data: { ...node.data, fails: true } } : node
}

/** Every node of Dify is one step. */
function withItems(flow: Omit<SourceFlow, 'items'>): SourceFlow {
  return {
    ...flow,
    items: flow.nodes.map(({ id, title, type, data }) => ({
      id,
      title,
      type: typeof data.type === 'string' && type !== 'note' ? data.type : type,
      notes: [],
    })),
  }
}

/** A basic chat, agent or text app has no graph: start, model and answer follow from its settings. */
function flowOfSettings(mode: string, given: JsonObject): Pick<SourceFlow, 'nodes' | 'edges' | 'links' | 'settings'> {
  const all = new Settings()
  const settings = all.track('llm', given)
  const isChat = mode !== 'completion'
  const fields = Array.isArray(settings.user_input_form) ? settings.user_input_form : []
  const prompt = typeof settings.pre_prompt === 'string' ? settings.pre_prompt : ''
  const text = prompt.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, '{{#start.$1#}}')
  const model = objectOf(settings.model)
  const messages = isChat
    ? [
        { role: 'system', text },
        { role: 'user', text: '{{#sys.query#}}' },
      ]
    : [{ role: 'user', text }]
  const node = (id: string, type: string, column: number, data: JsonObject): SourceNode => ({
    id,
    item: id,
    type,
    parent: null,
    title: '',
    data,
    position: { x: column * 300, y: 0 },
  })
  return {
    nodes: [
      node('start', 'start', 0, { variables: fields.flatMap(toVariable) }),
      node('llm', 'llm', 1, { model, prompt_template: messages, memory: { window: { enabled: isChat, size: 10 } } }),
      node('answer', 'answer', 2, { answer: '{{#llm.text#}}' }),
    ],
    settings: all,
    // Its file has no edges.
    links: [],
    edges: [
      { id: '0', source: 'start', handle: 'source', target: 'llm' },
      { id: '1', source: 'llm', handle: 'source', target: 'answer' },
    ],
  }
}

/** `{ "text-input": { variable, label, … } }` of a basic app, as the fields of a start node. */
function toVariable(field: unknown): JsonObject[] {
  const [entry] = Object.entries(JsonObjectSchema.safeParse(field).data ?? {})
  const settings = JsonObjectSchema.safeParse(entry?.[1]).data
  return entry && settings ? [{ ...settings, type: entry[0] }] : []
}
