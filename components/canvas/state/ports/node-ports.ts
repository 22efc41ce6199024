import { currentLocale } from '@/lib/client/messages/message-catalog'
import { t } from '@/lib/client/messages/t'
import type { StudioLocale } from '@/lib/core/locales/studio-locale'
import { ERROR_PORT, effectivePorts, TOOL_PORT, WHEN_PORT } from '@/lib/graph/connections/effective-ports'
import type { GraphNode } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import type { NodePorts, Port } from '@/lib/graph/ports'

const EMPTY: NodePorts = { inputs: [], outputs: [] }
const caches = new Map<StudioLocale, WeakMap<GraphNode, NodePorts>>()

/** The node's ports in the page's language. Nodes are immutable, so the result is cached by object. */
export function portsOf(node: GraphNode, manifests: ManifestLookup): NodePorts {
  const locale = currentLocale()
  const cache = caches.get(locale) ?? new WeakMap<GraphNode, NodePorts>()
  caches.set(locale, cache)
  const cached = cache.get(node)
  if (cached) return cached
  const manifest = manifests(node.type)
  const ports = manifest ? localizeCommon(effectivePorts(node, manifest)) : EMPTY
  cache.set(node, ports)
  return ports
}

/** The ports that every node can get. The manifest's own are in the page's language already. */
function localizeCommon(ports: NodePorts): NodePorts {
  const whenPort =
    ports.when === WHEN_PORT
      ? { ...WHEN_PORT, label: t('canvas.portWhen'), description: t('canvas.portWhenText') }
      : ports.when
  return { ...ports, outputs: ports.outputs.map(localizeOutput), ...(whenPort ? { when: whenPort } : {}) }
}

function localizeOutput(port: Port): Port {
  if (port === TOOL_PORT) return { ...port, label: t('canvas.portTool'), description: t('canvas.portToolText') }
  if (port === ERROR_PORT) return { ...port, label: t('canvas.portError'), description: t('canvas.portErrorText') }
  return port
}
