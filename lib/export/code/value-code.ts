import type { DataKind, Port, PortKind } from '@/lib/graph/ports'

/** An expression and the kind of its value. */
export interface ValueCode {
  code: string
  kind: PortKind
  isList: boolean
}

const TYPES: Partial<Record<PortKind, string>> = {
  text: 'string',
  number: 'number',
  boolean: 'boolean',
  messages: 'Message[]',
  documents: 'Passage[]',
}
const CONVERTERS: Partial<Record<PortKind, string>> = {
  text: 'toText',
  number: 'toNumber',
  boolean: 'toBoolean',
  messages: 'toMessages',
  documents: 'toPassages',
}

/** The TypeScript type of a port's value. */
export function typeOfPort({ kind, list }: Pick<Port, 'kind' | 'list'>): string {
  const type = TYPES[kind] ?? 'Json'
  return list ? `${type}[]` : type
}

/** The function of values.ts that converts a value to a port's kind; null when none is needed. */
export function converterFor(
  value: Pick<ValueCode, 'kind' | 'isList'>,
  target: Pick<Port, 'kind' | 'list'>,
): string | null {
  const converter = CONVERTERS[target.kind]
  const isSame = value.kind === target.kind && value.isList === (target.list ?? false)
  return converter === undefined || isSame ? null : converter
}

/** `null` is a valid value of these kinds, so `??` would lose it. */
export function canBeNull(kind: PortKind): boolean {
  return !(['text', 'number', 'boolean', 'messages', 'documents'] satisfies DataKind[]).some((safe) => safe === kind)
}
