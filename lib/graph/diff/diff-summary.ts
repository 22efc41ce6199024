import { z } from 'zod'
import type { Graph, GraphNode } from '../graph'
import { configChanges } from './config-changes'
import { diffGraphs, type NodeChange } from './diff'

/** Number of names in a summary; the rest are counted. */
const MAX_NAMES = 3

const Named = z.strictObject({ count: z.number().int(), labels: z.array(z.string()) })

/** Summary of the changes between two versions, short enough for a list. The interface formats it as text. */
export const DiffSummary = z.strictObject({
  added: Named,
  removed: Named,
  changed: z.strictObject({
    count: z.number().int(),
    /** `fields`: field names of lib/graph/diff/diff, or `config.text` for a setting. */
    nodes: z.array(z.strictObject({ label: z.string(), type: z.string(), fields: z.array(z.string()) })),
  }),
  /** Number of added and removed connections. */
  edges: z.number().int(),
  moved: z.number().int(),
})
export type DiffSummary = z.infer<typeof DiffSummary>

export function summarizeDiff(before: Graph, after: Graph): DiffSummary {
  const { nodes, edges } = diffGraphs(before, after)
  return {
    added: named(nodes.added),
    removed: named(nodes.removed),
    changed: { count: nodes.changed.length, nodes: nodes.changed.slice(0, MAX_NAMES).map(summarizeNode) },
    edges: edges.added.length + edges.removed.length,
    moved: nodes.moved.length,
  }
}

function named(nodes: readonly GraphNode[]): z.infer<typeof Named> {
  return { count: nodes.length, labels: nodes.slice(0, MAX_NAMES).map(({ id, label }) => label || id) }
}

function summarizeNode({ before, after, fields }: NodeChange) {
  const settings = configChanges(before.config, after.config).map(({ path }) => `config.${path[0]}`)
  const all = fields.flatMap((field) => (field === 'config' ? settings : [field]))
  return { label: after.label || after.id, type: after.type, fields: [...new Set(all)].slice(0, MAX_NAMES) }
}
