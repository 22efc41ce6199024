import type { Graph } from '@/lib/graph/graph'
import { viewGraph } from '@/lib/graph/graph-view'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { nestingOf } from '../state/layout/nesting'
import { type Crossing, type Crossings, findCrossings } from './crossings'
import type { Extraction, NamedCrossing } from './extraction'
import { type AppValue, freeName, inputKind, outputKind } from './field-of'
import { firstBadEdge } from './first-bad-edge'
import { innerGraph } from './inner-graph'
import { lastOutput } from './last-output'
import { whyNotExtract } from './why-not-extract'
import { withPlugs } from './with-plugs'

export type ExtractionResult = ({ ok: true } & Extraction) | { ok: false; reason: string }

/** Extracts the selected nodes into a new app, or explains why this is not possible. */
export function extractApp(graph: Graph, manifests: ManifestLookup, selected: readonly string[]): ExtractionResult {
  const nesting = nestingOf(graph, manifests)
  const view = viewGraph(graph, manifests)
  const innerIds = nesting.withInside(withPlugs(view, nesting.withInside(selected)))
  const crossings = findCrossings(view, innerIds)
  const reason = whyNotExtract(view, innerIds, crossings)
  if (reason !== null) return { ok: false, reason }
  const outgoing = crossings.outgoing.length > 0 ? crossings.outgoing : lastOutput(view, innerIds)
  const outputs = named(outgoing, outputKind)
  const extraction = {
    inside: innerIds,
    inputs: named(crossings.incoming, inputKind),
    outputs,
    returnsText: outputs.length === 1 && outputs[0]?.value.kind === 'text',
  }
  const inner = innerGraph(graph, manifests, extraction)
  const badEdge = firstBadEdge(inner, manifests, new Set(graph.edges.map(({ id }) => id)))
  if (badEdge !== null) return { ok: false, reason: badEdge }
  return { ok: true, ...extraction, graph: inner }
}

function named(crossings: Crossings['incoming'], kindOf: (crossing: Crossing) => AppValue['kind']): NamedCrossing[] {
  const used = new Set<string>()
  return crossings.map((crossing) => ({
    ...crossing,
    value: { name: freeName(crossing.port.id, used), kind: kindOf(crossing), required: crossing.isNeeded },
  }))
}
