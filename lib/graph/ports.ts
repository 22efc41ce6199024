import type { Json } from '@/lib/core/json'

/** Value kinds of flow edges. `list: true` on a port makes it a list of these. */
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
/** Capability kinds of bind edges, resolved at compilation. */
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
  /**
   * Unique among the node's inputs (or outputs); part of stored edges and references, so never
   * renamed without a migration.
   */
  id: string
  label: string
  /** Whether a person wrote the label, so that it is never translated. */
  isNamed?: true
  kind: PortKind
  list?: boolean
  /** A required input without a source or a configured value is an issue. */
  required?: boolean
  /** Not required while one of these inputs has a source. */
  unless?: string[]
  /** Whether it accepts several edges: values are collected into a list, capabilities are all offered. */
  many?: boolean
  /** For an output: the input whose value it passes on unchanged, so that streamed text can be followed. */
  passes?: string
  /** JSON Schema of a `json` port. */
  schema?: Json
  description?: string
}

/**
 * When a node with several sources starts. `all` and `collect` start once every source is settled. `any`
 * starts with the first live source; branches that nothing else needs are then cancelled.
 */
export type Join = 'all' | 'any' | 'collect'

/** The inner ports of a container. Their ids differ from the outer ones, since edges name ports by id only. */
export interface InnerPorts {
  /** Values for the inner nodes, such as the item and its index. */
  outputs: Port[]
  /** Values from the inner nodes, such as the result. */
  inputs: Port[]
  /** Whether a frame needs the results of earlier frames, and is therefore repeated if an earlier one is. */
  sequential?: boolean
}

export interface NodePorts {
  inputs: Port[]
  outputs: Port[]
  /** For containers: ports for inner nodes. */
  inner?: InnerPorts
  /** `all` by default. */
  join?: Join
  /** The control port: its value decides whether the node runs, and is not passed to it. */
  when?: Port
}

const CAPABILITIES: ReadonlySet<string> = new Set(CAPABILITY_KINDS)
/** The port's kind determines whether an edge is flow (a value) or bind (a capability). */
export function isCapabilityKind(kind: PortKind): kind is CapabilityKind {
  return CAPABILITIES.has(kind)
}
