import type { ParameterProposal } from '@/lib/contracts/optimizations'
import { type Json, type JsonObject, JsonObjectSchema } from '@/lib/core/json'
import { canonicalJson } from '@/lib/graph/format/canonical'
import type { Graph, GraphNode } from '@/lib/graph/graph'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { settingAt } from './setting-paths'

interface Setting {
  path: string
  kind: ParameterProposal['kind']
  /** Proposed values beside the current one. */
  values: readonly Json[]
}

const RETRIEVAL: readonly Setting[] = [
  { path: 'search.mode', kind: 'retrieval', values: ['hybrid', 'dense', 'lexical'] },
  { path: 'search.meaningShare', kind: 'retrieval', values: [0.25, 0.45, 0.7] },
  { path: 'rerank.by', kind: 'retrieval', values: ['features', 'none'] },
  { path: 'limit', kind: 'retrieval', values: [3, 6, 10] },
  { path: 'result.threshold', kind: 'retrieval', values: [0, 0.3, 0.5] },
  { path: 'result.neighbours', kind: 'retrieval', values: [0, 1] },
]
/** Settings of any step that has them. People add models and instructions. */
const OTHERS: readonly Setting[] = [
  { path: 'model', kind: 'model', values: [] },
  { path: 'temperature', kind: 'generation', values: [0, 0.3, 0.7] },
  { path: 'maxSteps', kind: 'generation', values: [4, 8, 16] },
  { path: 'system', kind: 'prompt', values: [] },
  { path: 'instructions', kind: 'prompt', values: [] },
]

/** Templates often write prompts. */
const TEXT: readonly Setting[] = [{ path: 'text', kind: 'prompt', values: [] }]

/** Settings of the graph that can be optimized. */
export function searchSpaceOf(graph: Graph): ParameterProposal[] {
  return graph.nodes.flatMap((node) => {
    const config = configOf(node)
    if (node.disabled || config === null) return []
    return settingsOf(node.type, config).flatMap(({ path, kind, values }) => {
      const current = settingAt(config, path)
      if (current === undefined) return []
      return [
        {
          nodeId: node.id,
          nodeLabel: node.label,
          nodeType: node.type,
          kind,
          path,
          current,
          values: withCurrent(current, values),
        },
      ]
    })
  })
}

function settingsOf(type: string, config: JsonObject): readonly Setting[] {
  if (type === 'retriever') return RETRIEVAL
  if (type === 'prompt') return instructionsOf(config)
  return type === 'template' ? TEXT : OTHERS
}

/** The messages of a prompt that instruct the model. */
function instructionsOf({ messages }: JsonObject): Setting[] {
  if (!Array.isArray(messages)) return []
  return messages.flatMap((message, index) =>
    typeof message === 'object' && message !== null && !Array.isArray(message) && message.role === 'system'
      ? [{ path: `messages.${index}.content`, kind: 'prompt' as const, values: [] }]
      : [],
  )
}

/** The settings with the defaults of the step, or null if they cannot be read. */
function configOf({ type, config }: GraphNode): JsonObject | null {
  const parsed = manifestOf(type)?.config.safeParse(config)
  return parsed?.success ? JsonObjectSchema.parse(parsed.data) : null
}

/** The current value first, then the others. */
export function withCurrent(current: Json, values: readonly Json[]): Json[] {
  const known = canonicalJson(current)
  const seen = new Set([known])
  const others = values.filter((value) => {
    const key = canonicalJson(value)
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
  return [current, ...others]
}

/** Whether the setting instructs a model, so that another model can rewrite it. */
export const isInstructionPath = (path: string): boolean =>
  ['system', 'instructions', 'text'].includes(path) || /^messages\.\d+\.content$/.test(path)
