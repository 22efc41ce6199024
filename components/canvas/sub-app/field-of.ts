import type { Port } from '@/lib/graph/ports'
import type { Crossing } from './crossings'

/** A named value that enters or leaves an app. */
export interface AppValue {
  name: string
  /** A kind that both a form field and a Sub-app port support; `any` is for outputs only. */
  kind: FieldKind | 'any'
  required: boolean
}

const SAME = ['text', 'number', 'boolean', 'file', 'image', 'audio'] as const
type FieldKind = (typeof SAME)[number] | 'json'

/**
 * The kind of a field. Messages, passages and lists are passed as JSON without loss. A value of kind `any` gets the kind
 * that all its readers expect, because a number input, for example, does not accept JSON.
 */
export function inputKind({ port, edges }: Crossing): FieldKind {
  if (port.kind !== 'any' || port.list) return sameKind(port) ?? 'json'
  const [first, ...others] = edges.map(({ toPort }) => sameKind(toPort))
  return first !== undefined && others.every((kind) => kind === first) ? first : 'json'
}

/** Messages, passages and lists are returned as any value; readers validate them. */
export function outputKind({ port }: Crossing): AppValue['kind'] {
  return sameKind(port) ?? (port.kind === 'json' && !port.list ? 'json' : 'any')
}

function sameKind({ kind, list }: Port): FieldKind | undefined {
  return list ? undefined : SAME.find((same) => same === kind)
}

/** The port's name, numbered if it is taken. */
export function freeName(wanted: string, used: Set<string>): string {
  let name = wanted
  for (let number = 2; used.has(name); number += 1) name = `${wanted}${number}`
  used.add(name)
  return name
}
