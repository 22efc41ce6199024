import type { Json } from '@/lib/core/json'

/** What a flow edge can carry. `list: true` on a port makes it a list of these. */
export const DATA_KINDS = [
  'text',
  'json',
  'number',
  'boolean',
  'messages',
  'documents',
  'file',
  'image',
  'audio',
  'any',
] as const
/** What a bind edge can plug in when the plan is compiled. */
export const CAPABILITY_KINDS = [
  'chat-model',
  'embedding-model',
  'reranker',
  'speech-model',
  'retriever',
  'tool',
  'memory',
] as const

export type DataKind = (typeof DATA_KINDS)[number]
export type CapabilityKind = (typeof CAPABILITY_KINDS)[number]
export type PortKind = DataKind | CapabilityKind

export interface Port {
  /** Unique among the node's inputs (or outputs); part of stored edges and references, so never renamed without a migration. */
  id: string
  label: string
  /** The label was given by a person, so it is never translated. */
  isNamed?: true
  kind: PortKind
  list?: boolean
  /** A required input without a source or a configured value is a problem. */
  required?: boolean
  /** Not required while one of these inputs has a source. */
  unless?: string[]
  /** Takes any number of edges: flow values are collected into a list, capabilities are all offered. */
  many?: boolean
  /** Of an output: the input whose value it gives on unchanged, so that streamed text is known to pass through. */
  passes?: string
  /** JSON Schema of a `json` port. */
  schema?: Json
  description?: string
}

/**
 * When a node with several sources starts: `all` and `collect` once every source is settled,
 * `any` with the first live one; branches that serve nothing else are then cancelled.
 */
export type Join = 'all' | 'any' | 'collect'

/** The ports of a container on its inside. Their ids differ from those outside: an edge names a port by its id alone. */
export interface InnerPorts {
  /** What the nodes inside can read, such as the item and its index. */
  outputs: Port[]
  /** What the nodes inside feed, such as the result. */
  inputs: Port[]
  /** A frame needs what earlier frames gave, so that none is kept when one before it runs again. */
  sequential?: boolean
}

export interface NodePorts {
  inputs: Port[]
  outputs: Port[]
  /** Of a container: nodes may stand inside it. */
  inner?: InnerPorts
  /** `all` when absent. */
  join?: Join
}

const CAPABILITIES: ReadonlySet<string> = new Set(CAPABILITY_KINDS)
/** The port's kind alone tells whether an edge is flow (a value) or bind (a capability). */
export function isCapabilityKind(kind: PortKind): kind is CapabilityKind {
  return CAPABILITIES.has(kind)
}
