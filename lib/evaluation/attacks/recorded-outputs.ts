import type { Json, JsonObject } from '@/lib/core/json'
import type { Graph } from '@/lib/graph/graph'
import { viewGraph } from '@/lib/graph/graph-view'
import type { PortKind } from '@/lib/graph/ports'
import { manifestOf } from '@/lib/nodes/manifests.gen'

/** The outputs of a step as if a stranger had written its text. */
export function recordedOutputs(graph: Graph, nodeId: string, text: string): JsonObject {
  const ports = viewGraph(graph, manifestOf).viewById.get(nodeId)?.ports.outputs ?? []
  const outputs: JsonObject = {}
  for (const { id, kind, list } of ports) {
    const value = NOT_WRITTEN.has(id) ? undefined : writtenValue(kind, text)
    if (value !== undefined) outputs[id] = list && !Array.isArray(value) ? [value] : value
  }
  // Tools of a server have no outputs of their own: their results are texts.
  return Object.keys(outputs).length === 0 ? { text } : outputs
}

/** Written by the step itself, not by the stranger. */
const NOT_WRITTEN: ReadonlySet<string> = new Set(['reason', 'error'])

function writtenValue(kind: PortKind, text: string): Json | undefined {
  if (kind === 'text' || kind === 'any') return text
  if (kind === 'json') return { text }
  if (kind === 'number') return 200
  if (kind === 'boolean') return true
  return kind === 'documents' ? [passageOf(text)] : undefined
}

const passageOf = (text: string): JsonObject => ({
  chunkId: NO_ID,
  documentId: NO_ID,
  documentName: 'Handbook',
  knowledgeBaseId: '',
  headings: [],
  text,
  page: null,
  start: 0,
  end: text.length,
  vectorRank: 1,
  keywordRank: 1,
  score: 1,
  similarity: 0.9,
})

const NO_ID = '00000000-0000-7000-8000-000000000000'
