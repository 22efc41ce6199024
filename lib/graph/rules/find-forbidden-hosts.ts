import { isListedHost, splitHost } from '@/lib/core/network/host-list'
import { textRef } from '@/lib/messages/problems/text-ref'
import type { GraphView } from '../graph-view'
import type { GraphIssue } from '../issue'
import type { PolicyLists } from '../policy/model-facts'

const ADDRESS_FIELDS = ['url', 'webhookUrl']

/** In private mode: literal addresses in steps that are not allowed. Values of references are checked at run time. */
export function findForbiddenHosts({ nodes }: GraphView, { privateMode }: PolicyLists): GraphIssue[] {
  if (privateMode === null) return []
  return nodes.flatMap(({ node, config }) =>
    ADDRESS_FIELDS.flatMap((path): GraphIssue[] => {
      const to = readHost(config?.[path])
      if (to === null || isListedHost(privateMode.hosts, to.host, to.port)) return []
      const text = textRef('graph.hostForbidden', { node: node.label, host: to.host })
      return [{ code: 'HOST_FORBIDDEN', severity: 'error', ...text, nodeId: node.id, path }]
    }),
  )
}

function readHost(value: unknown): { host: string; port: number } | null {
  const match = typeof value === 'string' ? /^(https?):\/\/([^/?#\\@{}\s]+)(?=[/?#]|$)/i.exec(value.trim()) : null
  if (!match?.[1] || !match[2]) return null
  const { host, port } = splitHost(match[2].toLowerCase())
  return { host, port: port ?? (match[1].toLowerCase() === 'https' ? 443 : 80) }
}
