import type { GraphView, NodeView } from '../graph-view'
import type { GraphIssue, IssueCode } from '../issue'
import { findSteps } from '../plan/find-steps'
import { isCapabilityKind } from '../ports'
import { explainScope, isInside, outputsSeenFrom } from '../scopes'
import { findMalformed, type ReferenceSegment } from '../templates/references'
import { listTemplateStrings } from '../templates/template-fields'

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

interface Problem {
  code: IssueCode
  message: string
}

function checkReference(
  view: GraphView,
  steps: ReadonlySet<string>,
  node: NodeView,
  reference: ReferenceSegment,
): Problem | null {
  const [first = '', port = ''] = reference.path
  if (reference.path.length === 1) return checkOwnInput(node, reference, first)
  if (first === node.node.id) {
    return {
      code: 'REFERENCE_TO_SELF',
      message: `${reference.raw} refers to this node's own result, which does not exist yet.`,
    }
  }
  const target = view.viewById.get(first)
  if (!target) return checkAbsentNode(view, reference, first)
  const scope = explainScope(target, node)
  if (scope !== null) return { code: 'SCOPE', message: `${reference.raw}: ${scope}` }
  const output = outputsSeenFrom(node, target).find((existing) => existing.id === port)
  if (!output) return checkAbsentPort(node, target, reference, port)
  if (isCapabilityKind(output.kind)) {
    return { code: 'INVALID_REFERENCE', message: `${reference.raw} names a port for plugging in, which has no value.` }
  }
  if (steps.has(first)) return null
  return {
    code: 'INVALID_REFERENCE',
    message: `${reference.raw}: “${target.node.label}” is only plugged into other nodes, so it has no result of its own.`,
  }
}

function checkAbsentPort(node: NodeView, target: NodeView, reference: ReferenceSegment, port: string): Problem {
  const { label } = target.node
  const isOutside = isInside(node, target) && target.ports.outputs.some((existing) => existing.id === port)
  if (isOutside) return { code: 'SCOPE', message: `${reference.raw}: “${label}” gives “${port}” after its end only.` }
  return { code: 'UNKNOWN_REFERENCE', message: `${reference.raw}: “${label}” has no output “${port}”.` }
}

function checkOwnInput({ ports, node }: NodeView, reference: ReferenceSegment, name: string): Problem | null {
  const input = ports.inputs.find((port) => port.id === name)
  if (!input) return { code: 'UNKNOWN_REFERENCE', message: `${reference.raw}: “${node.label}” has no input “${name}”.` }
  if (!isCapabilityKind(input.kind)) return null
  return { code: 'INVALID_REFERENCE', message: `${reference.raw} names a port for plugging in, which has no value.` }
}

function checkAbsentNode({ nodeById }: GraphView, reference: ReferenceSegment, id: string): Problem {
  const node = nodeById.get(id)
  if (node?.disabled) {
    return { code: 'INVALID_REFERENCE', message: `${reference.raw} refers to “${node.label}”, which is switched off.` }
  }
  return {
    code: 'UNKNOWN_REFERENCE',
    message: `${reference.raw} refers to a node that does not exist. Pick the value again.`,
  }
}

function findTypingMistakes(node: NodeView): GraphIssue[] {
  return listTemplateStrings(node.node.config, node.manifest.templates ?? []).flatMap(({ path, text }) =>
    findMalformed(text).map((mistake) => ({
      code: 'INVALID_REFERENCE',
      severity: 'warning',
      message: `“${node.node.label}”: ${mistake.text} is not a reference, so it stays as it is.`,
      nodeId: node.node.id,
      path,
    })),
  )
}

function issueOf({ node }: NodeView, path: string, { code, message }: Problem): GraphIssue {
  return { code, severity: 'error', message, nodeId: node.id, path }
}
