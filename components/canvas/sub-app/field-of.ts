import type { Port } from '@/lib/graph/ports'

/** A value that goes into an app or comes out of it, by name. `kind` is one that a form's field and a Sub-app's port both have. */
export interface AppValue {
  name: string
  kind: 'text' | 'number' | 'boolean' | 'json' | 'file' | 'image' | 'audio'
  required: boolean
}

const SAME = ['text', 'number', 'boolean', 'file', 'image', 'audio'] as const

export function valueKind({ kind, list }: Port): AppValue['kind'] {
  return (list ? undefined : SAME.find((same) => same === kind)) ?? 'json'
}

/** The port's own name, or with a number where another value has it already. */
export function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted
  for (let number = 2; taken.has(name); number += 1) name = `${wanted}${number}`
  taken.add(name)
  return name
}
