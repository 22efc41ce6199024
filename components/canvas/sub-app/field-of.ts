import type { Port } from '@/lib/graph/ports'
import type { Crossing } from './crossings'

/** A value that goes into an app or comes out of it, by name. */
export interface AppValue {
  name: string
  /** One that a form's field and a Sub-app's port both have; `any` only comes out. */
  kind: FieldKind | 'any'
  required: boolean
}

const SAME = ['text', 'number', 'boolean', 'file', 'image', 'audio'] as const
type FieldKind = (typeof SAME)[number] | 'json'

/**
 * A field's kind. Messages, passages and lists go in as JSON, which holds them whole. A value that may be anything takes the
 * kind that its readers agree on, since JSON is no number.
 */
export function takenKind({ port, edges }: Crossing): FieldKind {
  if (port.kind !== 'any' || port.list) return sameKind(port) ?? 'json'
  const [first, ...others] = edges.map(({ toPort }) => sameKind(toPort))
  return first !== undefined && others.every((kind) => kind === first) ? first : 'json'
}

/** Messages, passages and lists come out as any value: what reads them checks them as they come. */
export function givenKind({ port }: Crossing): AppValue['kind'] {
  return sameKind(port) ?? (port.kind === 'json' && !port.list ? 'json' : 'any')
}

function sameKind({ kind, list }: Port): FieldKind | undefined {
  return list ? undefined : SAME.find((same) => same === kind)
}

/** The port's own name, or with a number where another value has it already. */
export function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted
  for (let number = 2; taken.has(name); number += 1) name = `${wanted}${number}`
  taken.add(name)
  return name
}
