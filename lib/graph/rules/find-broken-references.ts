import { textRef } from '@/lib/messages/problems/text-ref'
import type { TextRef } from '@/lib/messages/problems/types'
import { ENVIRONMENT_NAME } from '../environment/environment-variable'
import { isEnvironmentReference } from '../environment/is-environment-reference'
import type { GraphView, NodeView } from '../graph-view'
import type { GraphIssue, IssueCode } from '../issue'
import { findSteps } from '../plan/find-steps'
import { isCapabilityKind } from '../ports'
import { explainScope, isInside, outputsSeenFrom } from '../scopes'
import { findMalformed, type ReferenceSegment } from '../templates/references'
import { listTemplateStrings } from '../templates/template-fields'
import { isVariable } from '../variables/is-variable'

export function findBrokenReferences(view: GraphView): GraphIssue[] {
  const steps = findSteps(view)
  return view.nodes.flatMap((node) => [
    ...node.references.flatMap(({ reference, path }) => {
      const problem = checkReference(view, steps, node, reference)
      return problem ? [issueOf(node, path, problem)] : []
    }),
    ...findTypingMistakes(node),
  ])
}

interface Problem extends TextRef {
  code: IssueCode
}

function checkReference(
  view: GraphView,
  steps: ReadonlySet<string>,
  node: NodeView,
  reference: ReferenceSegment,
): Problem | null {
  const [first = '', port = ''] = reference.path
  if (reference.path.length === 1) return checkOwnInput(node, reference, first)
  if (isVariable(view, reference)) return checkVariable(view, reference, port)
  if (isEnvironmentReference(view, reference)) return checkEnvironmentName(reference, port)
  if (first === node.node.id) {
    return {
      code: 'REFERENCE_TO_SELF',
      ...textRef('graph.ownResult', { reference: reference.raw }),
    }
  }
  const target = view.viewById.get(first)
  if (!target) return checkAbsentNode(view, reference, first)
  const scope = explainScope(target, node)
  if (scope !== null)
    return { code: 'SCOPE', ...textRef('graph.referenceOutOfScope', { reference: reference.raw, problem: scope }) }
  const output = outputsSeenFrom(node, target).find((existing) => existing.id === port)
  if (!output) return checkAbsentPort(node, target, reference, port)
  if (isCapabilityKind(output.kind)) {
    return { code: 'INVALID_REFERENCE', ...textRef('graph.referenceToConnector', { reference: reference.raw }) }
  }
  if (steps.has(first)) return null
  return {
    code: 'INVALID_REFERENCE',
    ...textRef('graph.referenceToPart', { reference: reference.raw, node: target.node.label }),
  }
}

function checkVariable({ variables }: GraphView, reference: ReferenceSegment, name: string): Problem | null {
  if (variables.has(name)) return null
  return { code: 'UNKNOWN_REFERENCE', ...textRef('graph.variableMissing', { reference: reference.raw, name }) }
}

/** Checks the name only. Values belong to the workspace, and are checked on release and at run time. */
function checkEnvironmentName({ raw }: ReferenceSegment, name: string): Problem | null {
  if (ENVIRONMENT_NAME.test(name)) return null
  return { code: 'INVALID_REFERENCE', ...textRef('graph.environmentName', { reference: raw }) }
}

function checkAbsentPort(node: NodeView, target: NodeView, reference: ReferenceSegment, port: string): Problem {
  const params = { reference: reference.raw, node: target.node.label, port }
  const isOutside = isInside(node, target) && target.ports.outputs.some((existing) => existing.id === port)
  if (isOutside) return { code: 'SCOPE', ...textRef('graph.referenceAfterEnd', params) }
  return { code: 'UNKNOWN_REFERENCE', ...textRef('graph.referenceOutputMissing', params) }
}

function checkOwnInput({ ports, node }: NodeView, reference: ReferenceSegment, name: string): Problem | null {
  const input = ports.inputs.find((port) => port.id === name)
  if (!input) {
    const params = { reference: reference.raw, node: node.label, port: name }
    return { code: 'UNKNOWN_REFERENCE', ...textRef('graph.referenceInputMissing', params) }
  }
  if (!isCapabilityKind(input.kind)) return null
  return { code: 'INVALID_REFERENCE', ...textRef('graph.referenceToConnector', { reference: reference.raw }) }
}

function checkAbsentNode({ nodeById }: GraphView, reference: ReferenceSegment, id: string): Problem {
  const node = nodeById.get(id)
  if (node?.disabled) {
    const params = { reference: reference.raw, node: node.label }
    return { code: 'INVALID_REFERENCE', ...textRef('graph.referenceToDisabled', params) }
  }
  return { code: 'UNKNOWN_REFERENCE', ...textRef('graph.referenceNodeMissing', { reference: reference.raw }) }
}

function findTypingMistakes(node: NodeView): GraphIssue[] {
  return listTemplateStrings(node.node.config, node.manifest.templates ?? []).flatMap(({ path, text }) =>
    findMalformed(text).map((mistake) => ({
      code: 'INVALID_REFERENCE',
      severity: 'warning',
      ...textRef('graph.referenceMalformed', { node: node.node.label, text: mistake.text }),
      nodeId: node.node.id,
      path,
    })),
  )
}

function issueOf({ node }: NodeView, path: string, problem: Problem): GraphIssue {
  return { ...problem, severity: 'error', nodeId: node.id, path }
}
