import type { PortKind } from '@/lib/graph/ports'

/** A value that a field can refer to: an output of an upstream node. */
export interface ReferenceOption {
  nodeId: string
  nodeLabel: string
  portId: string
  portLabel: string
  kind: PortKind
  icon: string
  /** CSS color of the node's group. */
  color: string
}

export interface OpenReference {
  /** Position of the `{{`. */
  start: number
  query: string
}

/** The reference being typed before the caret, from its `{{`. */
export function findOpenReference(text: string, caret: number): OpenReference | null {
  const before = text.slice(0, caret)
  const start = before.lastIndexOf('{{')
  if (start === -1) return null
  const query = before.slice(start + 2)
  if (query.length > 60 || /[{}\n]/.test(query)) return null
  return { start, query: query.trim() }
}

export function filterOptions(options: readonly ReferenceOption[], query: string): ReferenceOption[] {
  const words = query
    .toLowerCase()
    .split(/[\s.]+/)
    .filter(Boolean)
  return options.filter((option) => {
    const text = `${option.nodeLabel} ${option.portLabel} ${option.nodeId} ${option.portId}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

export function rawReference({ nodeId, portId }: Pick<ReferenceOption, 'nodeId' | 'portId'>): string {
  return `{{${nodeId}.${portId}}}`
}

/** A name that can become an input of the node. */
export function asInputName(query: string): string | null {
  return /^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(query) ? query : null
}
