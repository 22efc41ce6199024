import { textRef } from '@/lib/messages/problems/text-ref'
import { explainValue } from '../connections/explain-value'
import type { GraphIssue } from '../issue'
import { isCapabilityKind } from '../ports'
import type { Rule } from './rule'

/** Pinned outputs that the node would not return with its current settings; draft runs still use them. */
export const findBadPins: Rule = ({ nodes }) =>
  nodes.flatMap(({ node, ports }) =>
    Object.entries(node.pinned ?? {}).flatMap(([id, value]): GraphIssue[] => {
      const port = ports.outputs.find((output) => output.id === id && !isCapabilityKind(output.kind))
      const reason = port
        ? explainValue(value, port)
        : textRef('graph.pinnedOutputMissing', { node: node.label, port: id })
      if (reason === null) return []
      const text = textRef('graph.pinUnfit', { problem: reason })
      return [{ code: 'PIN_DOES_NOT_FIT', severity: 'warning', ...text, nodeId: node.id }]
    }),
  )
