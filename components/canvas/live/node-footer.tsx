'use client'
import { useStore } from 'zustand'
import { formatCost, formatCount } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { RunState } from '@/lib/engine/state/run-state'
import { useEditor } from '../state/editor-context'

/** Tokens, cost and retries of the node in the latest run, including nested calls. */
export function NodeFooter({ nodeId }: { nodeId: string }) {
  const text = useStore(useEditor().run, (state) => footerText(state.runs.at(-1)?.run, nodeId))
  if (text === '') return null
  return (
    <p data-node-footer className="mx-3 mt-1 truncate text-2xs text-muted tabular-nums leading-4">
      {text}
    </p>
  )
}

const texts = new WeakMap<RunState['nodes'], Map<string, string>>()

/** Computed once per state: every card reads it with each batch of events. */
function footerText(run: RunState | undefined, nodeId: string): string {
  if (!run) return ''
  const cached = texts.get(run.nodes) ?? readAll(run.nodes)
  texts.set(run.nodes, cached)
  return cached.get(nodeId) ?? ''
}

interface Sum {
  tokens: number
  costMicros: number
  isUnknown: boolean
  calls: number
  retries: number
}

function readAll(nodes: RunState['nodes']): Map<string, string> {
  const sums = new Map<string, Sum>()
  for (const node of Object.values(nodes)) {
    if (node.pinned || (node.usage.length === 0 && node.attempt < 2)) continue
    // A container, or an agent with tools, includes everything inside.
    const owners = new Set([node.nodeId, ...node.path.filter((_, index) => index % 2 === 0)])
    for (const owner of owners) add(sums, owner, node)
  }
  return new Map([...sums].map(([id, sum]) => [id, textOf(sum)]))
}

function add(sums: Map<string, Sum>, owner: string, { usage, attempt, nodeId }: RunState['nodes'][string]): void {
  const sum = sums.get(owner) ?? { tokens: 0, costMicros: 0, isUnknown: false, calls: 0, retries: 0 }
  sums.set(owner, sum)
  for (const { inputTokens, outputTokens, costMicros } of usage) {
    sum.tokens += inputTokens + outputTokens
    sum.costMicros += costMicros ?? 0
    sum.isUnknown ||= costMicros === null
    sum.calls += 1
  }
  if (owner === nodeId) sum.retries += Math.max(0, attempt - 1)
}

function textOf({ tokens, costMicros, isUnknown, calls, retries }: Sum): string {
  const hasUsage = tokens > 0 || costMicros > 0 || isUnknown
  const parts: string[] = []
  if (tokens > 0) parts.push(t('runs.tokensShort', { tokens: formatCount(tokens) }))
  if (calls > 0 && hasUsage) parts.push(costText(costMicros, isUnknown))
  if (retries > 0) parts.push(t('canvasRuns.retries', { count: retries }))
  return parts.join(' · ')
}

function costText(costMicros: number, isUnknown: boolean): string {
  if (!isUnknown) return formatCost(costMicros)
  return costMicros > 0 ? t('runs.costAtLeast', { cost: formatCost(costMicros) }) : t('runs.unknownCost')
}
