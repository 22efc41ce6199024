import type { ImportNote } from '../report'
import type { Rule } from '../rules/rule'
import type { SourceNode } from '../source-flow'

/** A step of the file with the nodes that it becomes. */
export interface Entry {
  node: SourceNode
  rule: Rule | null
  ids: Record<string, string>
  notes: ImportNote[]
  /** Nodes that were added because they pick a part of a value. */
  extras: string[]
  /** Nodes that read a variable for this step, by variable. They wait for the same steps as its own nodes. */
  readers: Map<string, { id: string; ref: string }>
}

export function addNote({ notes }: Pick<Entry, 'notes'>, key: ImportNote['key'], about: string): void {
  if (!notes.some((other) => other.key === key && other.about === about))
    notes.push({ key, about: about.slice(0, 200) })
}
