import type { NodeView } from '../graph-view'
import type { OutcomeView } from './branches'
import type { LintRule, LintSubject } from './lint-rule'

interface Hole {
  reader: NodeView
  branch: NodeView
  taken: string
  /** As it stands in the text. */
  raw: string
}

/**
 * References in texts that are written on a branch on which what they name is not given, or holds nothing: an absent
 * reference reads as empty text (docs/engine.md, E9), and nobody is told of the hole.
 */
export const findEmptyReferences: LintRule = (subject) => {
  const found = new Map<NodeView, Hole>()
  for (const [branch, ways] of Map.groupBy(subject.branches.outcomes, (way) => way.branch))
    for (const reader of subject.view.nodes) {
      const holes = ways.map((way) => holeIn(subject, way, reader))
      // One text for every branch, with a reference to each, is how branches are brought together without a Merge.
      const hole = holes.every((one) => one !== null) ? null : holes.find((one) => one !== null)
      if (hole && reader !== branch && !found.has(reader)) found.set(reader, hole)
    }
  return [...found.values()].map(toIssue)
}

/** What of the reader's texts is empty when the branch ends this way; null when nothing is, or the reader does not run. */
function holeIn({ view }: LintSubject, way: OutcomeView, reader: NodeView): Hole | null {
  const { branch, taken, takenPort, skipped, silentPorts } = way
  // After a failure there is an Error port, whose reader knows that the rest is missing.
  if (takenPort === null || skipped.has(reader)) return null
  const hollow = branch.manifest.hollow?.[takenPort] ?? []
  const reference = reader.references.find(({ reference: { path } }) => {
    const source = path.length > 1 ? view.viewById.get(path[0] ?? '') : undefined
    if (!source || source === reader) return false
    const port = path[1] ?? ''
    return skipped.has(source) || (source === branch && (silentPorts.has(port) || hollow.includes(port)))
  })
  return reference ? { reader, branch, taken, raw: reference.reference.raw } : null
}

function toIssue({ reader, branch, taken, raw }: Hole) {
  const [text, name] = [reader.node.label, branch.node.label]
  return {
    code: 'EMPTY_REFERENCE' as const,
    severity: 'hint' as const,
    message: `When “${name}” takes “${taken}”, ${raw} is empty, and “${text}” is written with a hole. Let “${text}” run on the other branch only, or write this case in a step of its own.`,
    nodeId: reader.node.id,
  }
}
