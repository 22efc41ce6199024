import { textRef } from '@/lib/messages/problems/text-ref'
import type { TextRef } from '@/lib/messages/problems/types'
import { serverOfPlugin } from '../api-prefix'
import { type NeedId, needOf } from '../app-file/needs'
import type { NodeView } from '../graph-view'
import type { GraphIssue } from '../issue'
import { listResources } from '../resources'
import type { ServiceResources } from './lint-facts'
import type { LintRule } from './lint-rule'

/** Connections, imported APIs and MCP servers that this workspace does not have, and servers without selected tools. */
export const findMissingServices: LintRule = ({ view, facts }) =>
  view.nodes.flatMap((node) =>
    usesOf(node).flatMap(({ need, path }): GraphIssue[] => {
      const place = { nodeId: node.node.id, path: path.join('.') }
      const text = textOf(node, need, facts.services)
      if (text) return [{ code: 'MISSING_RESOURCE', severity: 'error', ...text, ...place }]
      if (need.kind !== 'mcp-server' || !facts.services.idleMcpServers.includes(need.id)) return []
      const params = { node: node.node.label, service: named(node.config?.serverName) }
      return [{ code: 'MISSING_RESOURCE', severity: 'warning', ...textRef('advice.mcpServerIdle', params), ...place }]
    }),
  )

function usesOf({ node, manifest }: NodeView): { need: NeedId; path: string[] }[] {
  const graph = { schemaVersion: 1 as const, nodes: [node], edges: [] }
  return listResources(graph, () => manifest).flatMap((use) => {
    const need = needOf(use)
    return need ? [{ need, path: use.path }] : []
  })
}

function textOf({ node, config }: NodeView, { kind, id, plugin }: NeedId, resources: ServiceResources): TextRef | null {
  const params = { node: node.label, service: '' }
  switch (kind) {
    case 'connection':
      return resources.connections.includes(id)
        ? null
        : textRef('advice.connectionMissing', { ...params, service: named(plugin) })
    case 'api':
      return resources.apis.includes(id)
        ? null
        : textRef(serverOfPlugin(id) === null ? 'advice.apiMissing' : 'advice.mcpServerMissing', {
            ...params,
            service: named(serviceOf(config)),
          })
    case 'mcp-server':
      return resources.mcpServers.includes(id)
        ? null
        : textRef('advice.mcpServerMissing', { ...params, service: named(config?.serverName) })
    default:
      return null
  }
}

/** The name of the service, stored when the action was selected. */
function serviceOf(config: NodeView['config']): unknown {
  const outline = config?.outline
  return typeof outline === 'object' && outline !== null && 'service' in outline ? outline.service : undefined
}

const named = (name: unknown): string => (typeof name === 'string' && name !== '' ? ` “${name}”` : '')
