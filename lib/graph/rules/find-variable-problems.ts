import { textRef } from '@/lib/messages/problems/text-ref'
import type { NodeView } from '../graph-view'
import type { GraphIssue } from '../issue'
import type { VariableAssignment } from '../manifest'
import { fitsOperation } from '../variables/apply-operation'
import { VARIABLES_ROOT } from '../variables/declaration'
import type { Rule } from './rule'

/** Assignments of unknown variables or by operations that do not fit, and a node whose id hides the variables. */
export const findVariableProblems: Rule = ({ nodes, nodeById, variables }) => {
  const issues = nodes.flatMap((node) =>
    ((node.config && node.manifest.assigns?.(node.config)) ?? []).flatMap((assignment): GraphIssue[] => {
      if (assignment.variable === '') return [nothingAssigned(node, assignment)]
      const variable = variables.get(assignment.variable)
      if (!variable) return [issueOf(node, assignment, 'graph.assignsUnknown')]
      return fitsOperation(variable.type, assignment.operation) ? [] : [issueOf(node, assignment, 'graph.assignsUnfit')]
    }),
  )
  const hiding = nodeById.get(VARIABLES_ROOT)
  if (variables.size === 0 || !hiding) return issues
  const hidden = textRef('graph.variablesHidden', { node: hiding.label })
  return [...issues, { code: 'INVALID_REFERENCE', severity: 'error', ...hidden, nodeId: hiding.id }]
}

function nothingAssigned({ node }: NodeView, { path }: VariableAssignment): GraphIssue {
  const text = textRef('graph.assignsNothing', { node: node.label })
  return { code: 'INVALID_CONFIG', severity: 'error', ...text, nodeId: node.id, path }
}

function issueOf(
  { node }: NodeView,
  { variable, path }: VariableAssignment,
  key: 'graph.assignsUnknown' | 'graph.assignsUnfit',
): GraphIssue {
  return {
    code: key === 'graph.assignsUnknown' ? 'UNKNOWN_REFERENCE' : 'INVALID_CONFIG',
    severity: 'error',
    ...textRef(key, { node: node.label, name: variable }),
    nodeId: node.id,
    path,
  }
}
