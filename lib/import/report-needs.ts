import type { Json } from '@/lib/core/json'
import type { Graph } from '@/lib/graph/graph'
import type { ImportReport } from './report'

/** A model or knowledge base that nodes of the file use under a name of their builder. */
export interface ReportNeed {
  key: string
  kind: 'model' | 'knowledge'
  name: string
  nodeIds: string[]
}

/** What to select for the nodes of an imported app, one row for each name. */
export function reportNeeds(graph: Graph, report: ImportReport): ReportNeed[] {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]))
  const needs = new Map<string, ReportNeed>()
  for (const { notes, targets } of report.nodes)
    for (const { key: kind, about } of notes) {
      if (kind !== 'model' && kind !== 'knowledge') continue
      const field = kind === 'model' ? 'model' : 'knowledgeBaseId'
      const nodeIds = targets.filter((id) => Object.hasOwn(nodes.get(id)?.config ?? {}, field))
      const key = `${kind} ${about}`
      const known = needs.get(key)?.nodeIds ?? []
      if (nodeIds.length > 0) needs.set(key, { key, kind, name: about, nodeIds: [...new Set([...known, ...nodeIds])] })
    }
  return [...needs.values()]
}

/** Sets the selected values; `choices` is keyed by need. */
export function fillReportNeeds(graph: Graph, needs: readonly ReportNeed[], choices: ReadonlyMap<string, Json>): Graph {
  const settings = new Map<string, Record<string, Json>>()
  for (const { key, kind, nodeIds } of needs) {
    const choice = choices.get(key)
    if (choice !== undefined)
      for (const id of nodeIds) settings.set(id, { [kind === 'model' ? 'model' : 'knowledgeBaseId']: choice })
  }
  return {
    ...graph,
    nodes: graph.nodes.map((node) => ({ ...node, config: { ...node.config, ...settings.get(node.id) } })),
  }
}

/** The report without the notes that the selected values settle. */
export function settleReport(report: ImportReport, choices: ReadonlyMap<string, Json>): ImportReport {
  return {
    ...report,
    nodes: report.nodes.map((node) => ({
      ...node,
      notes: node.notes.filter(({ key, about }) => !choices.has(`${key} ${about}`)),
    })),
  }
}
