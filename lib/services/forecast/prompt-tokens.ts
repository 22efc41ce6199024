import type { ForecastRange } from '@/lib/contracts/forecast'
import type { Json, JsonObject } from '@/lib/core/json'
import type { GraphView, NodeView } from '@/lib/graph/graph-view'
import { estimateTokens } from '@/lib/graph/lint/estimate-tokens'
import { parseTemplate } from '@/lib/graph/templates/references'
import { listTemplateStrings } from '@/lib/graph/templates/template-fields'
import { sumOf } from './range-of'

const CHARACTERS_PER_TOKEN = 4

export interface PromptFacts {
  view: GraphView
  /** Inputs of the expected run, or null if they are unknown. */
  inputs: JsonObject | null
  /** Output characters of a port in past runs of the same node, or null if unknown. */
  sizeOf: (nodeId: string, port: string) => ForecastRange | null
}

/** Without a known upper bound. */
const UNKNOWN: ForecastRange = { low: 0, mid: null, high: null }
const exactly = (tokens: number): ForecastRange => ({ low: tokens, mid: tokens, high: tokens })

/**
 * Estimated prompt tokens of a node: the text of its settings plus its inputs and references, from the given inputs,
 * past runs, or the text at their source. Unknown parts have no upper bound.
 */
export function promptTokens(facts: PromptFacts, node: NodeView, seen: readonly NodeView[] = []): ForecastRange {
  const { view } = facts
  const edges = (view.edgesTo.get(node.node.id) ?? []).filter(({ isBind }) => !isBind)
  const parts = edges.map(({ from, fromPort }) => portTokens(facts, from, fromPort.id, seen))
  const texts = listTemplateStrings(node.node.config, node.manifest.templates ?? [])
  for (const segment of texts.flatMap(({ text }) => parseTemplate(text))) {
    if (segment.type === 'text') parts.push(exactly(estimateTokens(segment.text)))
    else if (segment.path.length > 1) {
      const source = view.viewById.get(segment.path[0] ?? '')
      parts.push(source ? portTokens(facts, source, segment.path[1] ?? '', seen) : UNKNOWN)
    }
  }
  return sumOf(parts)
}

function portTokens(facts: PromptFacts, source: NodeView, port: string, seen: readonly NodeView[]): ForecastRange {
  const { inputs, sizeOf } = facts
  if (source.manifest.role === 'start' && inputs && Object.hasOwn(inputs, port)) return exactly(tokensIn(inputs[port]))
  const size = sizeOf(source.node.id, port)
  if (size) return mapRange(size, (characters) => Math.ceil(characters / CHARACTERS_PER_TOKEN))
  // A template or prompt outputs its own text with the inserted values.
  const writes = source.manifest.effect === 'pure' && (source.manifest.templates ?? []).length > 0
  return writes && !seen.includes(source) ? promptTokens(facts, source, [...seen, source]) : UNKNOWN
}

function tokensIn(value: Json | undefined): number {
  return value === undefined ? 0 : estimateTokens(typeof value === 'string' ? value : JSON.stringify(value))
}

function mapRange({ low, mid, high }: ForecastRange, change: (value: number) => number): ForecastRange {
  return { low: change(low), mid: mid === null ? null : change(mid), high: high === null ? null : change(high) }
}
