import type { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { type Json, JsonSchema } from '@/lib/core/json'
import { findJsonFlaw } from '@/lib/core/reserved-keys'
import { appFileProblem } from '@/lib/messages/problems/app-file-problem'
import type { Problem } from '@/lib/messages/problems/types'
import { parseGraphValue } from '../format/parse-graph'
import type { Graph, GraphEdge, GraphNode, PortRef } from '../graph'
import { MAX_GRAPH_BYTES } from '../graph'
import { APP_FILE_FORMAT, APP_FILE_VERSION, type AppFile, AppFileSchema, FileHead } from './app-file'
import { nameOtherBuilder } from './name-other-builder'
import { joinTexts } from './text-lines'

/** Allows for indentation and names in addition to a graph's own limit. */
const MAX_FILE_BYTES = 2 * MAX_GRAPH_BYTES

/** Parses an uploaded file. @throws AppError TOO_LARGE, INVALID_JSON or INVALID_GRAPH, with a message for users. */
export function parseAppFile(text: string): AppFile {
  if (text.length > MAX_FILE_BYTES)
    throw new AppError('TOO_LARGE', appFileProblem('appFile.tooLarge', { megabytes: MAX_FILE_BYTES / 1_000_000 }))
  const value = readJson(text)
  checkHead(value)
  const file = AppFileSchema.safeParse(joinTexts(value))
  if (!file.success) throw invalid(appFileProblem('appFile.malformed', { issues: describeIssues(file.error) }))
  const { app, needs, graph, layout, card, samples } = file.data
  return {
    app,
    needs,
    graph: parseGraphValue(toGraph(graph, layout)),
    ...(card ? { card } : {}),
    ...(samples ? { samples } : {}),
  }
}

function readJson(text: string): Json {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    rejectOtherBuilder({ text })
    const reason = cause instanceof Error ? cause.message : ''
    throw new AppError('INVALID_JSON', appFileProblem('appFile.notJson', { reason }), { cause })
  }
  const flaw = findJsonFlaw(value)
  if (flaw?.kind === 'too-deep') throw invalid(appFileProblem('appFile.tooDeep'))
  if (flaw) throw invalid(appFileProblem('appFile.reservedName', { name: flaw.path.slice(0, 200) }))
  return JsonSchema.parse(value)
}

/** Identifies the file before reporting problems. */
function checkHead(value: Json): void {
  const head = FileHead.safeParse(value)
  rejectOtherBuilder({ value })
  if (!head.success || head.data.format !== APP_FILE_FORMAT) throw invalid(appFileProblem('appFile.notApp'))
  if (head.data.formatVersion > APP_FILE_VERSION)
    throw invalid(appFileProblem('appFile.newerVersion', { format: head.data.formatVersion, max: APP_FILE_VERSION }))
}

/** Explains the support for another builder. @throws AppError INVALID_GRAPH */
function rejectOtherBuilder(content: Parameters<typeof nameOtherBuilder>[0]): void {
  const name = nameOtherBuilder(content)
  // Readable files of Dify are imported before this: lib/import.
  if (name === 'Dify') throw invalid(appFileProblem('appFile.damagedImport', { name }))
  if (name !== null) throw invalid(appFileProblem('appFile.otherBuilder', { name }))
}

function toGraph(
  { schemaVersion, nodes, edges, answers = [] }: z.infer<typeof AppFileSchema>['graph'],
  layout: z.infer<typeof AppFileSchema>['layout'],
): Graph {
  const answered = new Set(answers)
  const ids = Object.keys(nodes).toSorted((a, b) => (a < b ? -1 : 1))
  // Answers follow node order, so they go last, in the given order.
  const otherIds = ids.filter((id) => !answered.has(id))
  const answerIds = answers.filter((id) => Object.hasOwn(nodes, id))
  const order = [...otherIds, ...answerIds]
  return {
    schemaVersion,
    nodes: order.flatMap((id, index): GraphNode[] => {
      const node = nodes[id]
      const place = Object.hasOwn(layout, id) ? layout[id] : undefined
      if (!node) return []
      const { width, height } = place ?? {}
      return [
        {
          id,
          ...node,
          // A manually written file may have no positions: nodes are placed in a row.
          position: place ? { x: place.x, y: place.y } : { x: index * 320, y: 0 },
          ...(width && height ? { size: { width, height } } : {}),
          ...(place?.collapsed ? { collapsed: true } : {}),
        },
      ]
    }),
    edges: toEdges(edges),
  }
}

function toEdges(edges: Record<string, string[]>): GraphEdge[] {
  const targets = Object.keys(edges).toSorted((a, b) => (a < b ? -1 : 1))
  const ends = targets.flatMap((target) => {
    const sources = edges[target] ?? []
    return sources.map((source) => ({ from: toEnd(source), to: toEnd(target) }))
  })
  return ends.map(({ from, to }, index) => ({ id: `e${index + 1}`, from, to }))
}

function toEnd(text: string): PortRef {
  const [node = '', port = ''] = text.split('.')
  return { node, port }
}

/** The first few issues with their location in the file. */
function describeIssues(error: z.ZodError): string {
  const all = error.issues.slice(0, 5).map((issue) => `${issue.path.join(' › ') || 'the file'}: ${issue.message}`)
  const omittedCount = error.issues.length - all.length
  return `${all.join('; ')}${omittedCount > 0 ? `; and ${omittedCount} more` : ''}`
}

function invalid(flaw: Problem): AppError {
  return new AppError('INVALID_GRAPH', flaw)
}
