import { type NodePolicy, NodePolicySchema } from '../graph'
import type { NodeView } from '../graph-view'
import type { ParsedConfig } from '../manifest'
import { isCapabilityKind } from '../ports'

/** The part of a plan that depends on the node only, not on its position in the graph. */
export function describeNode({ node, manifest, ports, config }: NodeView, index: number, isStep: boolean) {
  const { role } = manifest
  return {
    index,
    id: node.id,
    type: node.type,
    label: node.label,
    description: toolDescription(config ?? {}, manifest.description),
    // The parsed config may contain `undefined`, which JSON does not have.
    config: JSON.parse(JSON.stringify(config ?? {})),
    templates: manifest.templates ?? [],
    effect: config && manifest.onlyReads?.(config) ? ('read' as const) : manifest.effect,
    delegates: manifest.delegates ?? false,
    asksItself: manifest.asksItself ?? false,
    role: role === 'start' || role === 'answer' ? role : ('none' as const),
    streams: manifest.streams ?? null,
    jump: manifest.jump ?? null,
    policy: policyOf(node.policy, manifest.defaultPolicy),
    pinned: node.pinned ?? null,
    isStep,
    join: ports.join ?? 'all',
    outputs: ports.outputs.filter((port) => !isCapabilityKind(port.kind)),
    isConsent: manifest.consent ?? false,
    isSequential: ports.inner?.sequential ?? false,
  }
}

function toolDescription(config: ParsedConfig, fallback: string): string {
  const configured = Object.hasOwn(config, 'toolDescription') ? config.toolDescription : undefined
  return typeof configured === 'string' && configured.trim() !== '' ? configured : fallback
}

function policyOf(configured: NodePolicy | undefined, defaults: NodeView['manifest']['defaultPolicy']): NodePolicy {
  const policy = configured ?? NodePolicySchema.parse({})
  const fromDefaults = NodePolicySchema.parse({
    ...(defaults?.timeoutSeconds === undefined ? {} : { timeoutSeconds: defaults.timeoutSeconds }),
    ...(defaults?.retryCount === undefined ? {} : { retry: { count: defaults.retryCount } }),
  })
  return { ...fromDefaults, ...policy }
}
