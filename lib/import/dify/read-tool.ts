import type { JsonObject } from '@/lib/core/json'
import { listOf, objectOf, referenceTo, textOf } from '../fields'
import { webAction } from '../services'
import type { SourceNode } from '../source-flow'

/** Names of the parameter that has the question, address or expression of a tool. */
const INPUTS = /^(?:query|q|question|keyword|keywords|search|url|urls|expression|input|text|wiki_?query)$/i

/** A tool of the marketplace that has an equivalent: web search, encyclopedia, page reader, clock and calculator. */
export function readTool(node: SourceNode): SourceNode {
  if (node.type !== 'tool') return node
  const { provider_id, provider_name, tool_name } = node.data
  const name = [provider_id, provider_name, tool_name].map(textOf).join(' ')
  const input = inputOf(node.data)
  if (/\bcurrent_time\b/.test(name)) return { ...node, type: 'date', data: { settings: { operation: 'now' } } }
  if (/\beval_expression\b/.test(name) && input !== null) return { ...node, type: 'math', data: { expression: input } }
  const found = input === null ? null : webAction(name, input)
  return found ? { ...node, type: 'action', data: found } : node
}

/** The value of the parameter that matters, as text with references. */
function inputOf({ tool_parameters, tool_configurations }: JsonObject): string | null {
  const settings = { ...objectOf(tool_configurations), ...objectOf(tool_parameters) }
  const name = Object.keys(settings).find((key) => INPUTS.test(key))
  if (name === undefined) return null
  const entry = objectOf(settings[name])
  if (entry.value === undefined) return textOf(settings[name]) || null
  return entry.type === 'variable' ? referenceTo(listOf(entry.value)) : textOf(entry.value) || null
}
