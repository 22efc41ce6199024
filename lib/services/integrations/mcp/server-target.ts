import 'server-only'
import { internalError } from '@/lib/core/internal-error'
import { httpTransport } from '@/lib/models/mcp/http-transport'
import type { McpTarget } from '@/lib/models/mcp/mcp-session'
import { workspaceEgress } from '../../governance/workspace-egress'
import type { System } from '../../system'
import type { RunConnections } from '../connections-port'
import { connectedFetch } from './connected-fetch'
import type { McpServerRow } from './server-row'

/** The way to reach a saved server: through the workspace's egress, with the credentials of its connection. */
export function mcpServerTarget(
  { system, connections }: { system: System; connections: RunConnections },
  { name, url, connectionId, workspaceId }: McpServerRow,
): McpTarget {
  const plain = workspaceEgress(system.db, workspaceId)
  const fetch = connectionId === null ? plain : connectedFetch(plain, connections, connectionId)
  if (url === null) throw internalError(`The MCP server ${name} has no address.`)
  return { label: name, isSaved: true, open: (signal) => httpTransport({ url, headers: {}, fetch }, signal) }
}
