import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { findJsonFlaw } from '@/lib/core/reserved-keys'
import { valueProblem } from '@/lib/messages/problems/value-problem'
import { type Graph, GraphSchema, MAX_EDGES, MAX_GRAPH_BYTES, MAX_NODES } from '../graph'

const Counted = z.object({ nodes: z.array(z.unknown()), edges: z.array(z.unknown()) })

/** The only entry point for untrusted graphs. @throws AppError TOO_LARGE, INVALID_JSON or INVALID_GRAPH. */
export function parseGraph(text: string): Graph {
  if (text.length > MAX_GRAPH_BYTES) throw tooLarge(`A graph may take ${MAX_GRAPH_BYTES / 1_000_000} MB at most.`)
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

/** For a body that is parsed already. */
export function parseGraphValue(value: unknown): Graph {
  checkCounts(value)
  const flaw = findJsonFlaw(value)
  if (flaw?.kind === 'too-deep') throw invalid(`The graph is nested too deeply (${flaw.path.slice(0, 200)}).`)
  if (flaw) throw invalid(`The key “${flaw.path.slice(0, 200)}” is reserved. Rename it.`)
  if (JSON.stringify(value).length > MAX_GRAPH_BYTES) {
    throw tooLarge(`A graph may take ${MAX_GRAPH_BYTES / 1_000_000} MB at most.`)
  }
  const parsed = GraphSchema.safeParse(value)
  if (!parsed.success) {
    throw new AppError('INVALID_GRAPH', z.prettifyError(parsed.error).slice(0, 2_000), {
      details: parsed.error.issues.slice(0, 50),
    })
  }
  return parsed.data
}

/** Runs before schema validation, which is expensive for a hostile size. */
function checkCounts(value: unknown): void {
  const counted = Counted.safeParse(value)
  if (!counted.success) throw invalid('A graph is an object with the lists “nodes” and “edges”.')
  if (counted.data.nodes.length > MAX_NODES) throw tooLarge(`A graph may have ${MAX_NODES} nodes at most.`)
  if (counted.data.edges.length > MAX_EDGES) throw tooLarge(`A graph may have ${MAX_EDGES} edges at most.`)
}

function tooLarge(message: string): AppError {
  return new AppError('TOO_LARGE', message)
}

function invalid(message: string): AppError {
  return new AppError('INVALID_GRAPH', message)
}
