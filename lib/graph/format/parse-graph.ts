import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { findJsonFlaw } from '@/lib/core/reserved-keys'
import { appFileProblem } from '@/lib/messages/problems/app-file-problem'
import type { Problem } from '@/lib/messages/problems/types'
import { valueProblem } from '@/lib/messages/problems/value-problem'
import { type Graph, GraphSchema, MAX_EDGES, MAX_GRAPH_BYTES, MAX_NODES } from '../graph'

const Counted = z.object({ nodes: z.array(z.unknown()), edges: z.array(z.unknown()) })

/** The only entry point for untrusted graphs. @throws AppError TOO_LARGE, INVALID_JSON or INVALID_GRAPH. */
export function parseGraph(text: string): Graph {
  if (text.length > MAX_GRAPH_BYTES) throw tooLarge()
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new AppError(
      'INVALID_JSON',
      valueProblem('values.invalidJson', { reason: cause instanceof Error ? cause.message : '' }),
      {
        cause,
      },
    )
  }
  return parseGraphValue(value)
}

/** Variant for a body that is parsed already. */
export function parseGraphValue(value: unknown): Graph {
  checkCounts(value)
  const flaw = findJsonFlaw(value)
  if (flaw?.kind === 'too-deep')
    throw invalid(appFileProblem('appFile.graphTooDeep', { path: flaw.path.slice(0, 200) }))
  if (flaw) throw invalid(appFileProblem('appFile.graphReservedKey', { path: flaw.path.slice(0, 200) }))
  if (JSON.stringify(value).length > MAX_GRAPH_BYTES) {
    throw tooLarge()
  }
  const parsed = GraphSchema.safeParse(value)
  if (!parsed.success) {
    const issues = z.prettifyError(parsed.error).slice(0, 2_000)
    throw new AppError('INVALID_GRAPH', valueProblem('values.schemaIssues', { issues }), {
      details: parsed.error.issues.slice(0, 50),
    })
  }
  return parsed.data
}

/** Runs before schema validation, which is expensive for a hostile size. */
function checkCounts(value: unknown): void {
  const parsed = Counted.safeParse(value)
  if (!parsed.success) throw invalid(appFileProblem('appFile.graphShape'))
  if (parsed.data.nodes.length > MAX_NODES)
    throw new AppError('TOO_LARGE', appFileProblem('appFile.graphTooManyNodes', { max: MAX_NODES }))
  if (parsed.data.edges.length > MAX_EDGES)
    throw new AppError('TOO_LARGE', appFileProblem('appFile.graphTooManyEdges', { max: MAX_EDGES }))
}

function tooLarge(): AppError {
  return new AppError('TOO_LARGE', appFileProblem('appFile.graphTooLarge', { megabytes: MAX_GRAPH_BYTES / 1_000_000 }))
}

function invalid(flaw: Problem): AppError {
  return new AppError('INVALID_GRAPH', flaw)
}
