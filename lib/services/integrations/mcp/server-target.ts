import 'server-only'
import { internalError } from '@/lib/core/internal-error'
import { httpTransport } from '@/lib/models/mcp/http-transport'
import { type McpTarget, startSession } from '@/lib/models/mcp/mcp-session'
import { stdioProcesses } from '@/lib/models/mcp/stdio/stdio-processes'
import { workspaceEgress } from '../../governance/workspace-egress'
import type { System } from '../../system'
import type { RunConnections } from '../connections-port'
import { connectedFetch } from './connected-fetch'
import type { McpServerRow } from './server-row'

/**
 * The way to reach a saved server: through the workspace's egress, with the credentials of its connection, or a process
 * that the operator named.
 */
export function mcpServerTarget(
  { system, connections }: { system: System; connections: RunConnections },
  { name, url, stdio, connectionId, workspaceId }: McpServerRow,
): McpTarget {
  const label = { label: name, isSaved: true }
  if (stdio !== null) {
    const { stream } = workspaceEgress(system.db, workspaceId)
    return { ...label, start: (signal) => stdioProcesses().acquire({ workspaceId, name: stdio, stream, signal }) }
  }
  if (url === null) throw internalError(`The MCP server ${name} has no address.`)
  const plain = workspaceEgress(system.db, workspaceId)
  const fetch = connectionId === null ? plain : connectedFetch(plain, connections, connectionId)
  return {
    ...label,
    start: async (signal) => startSession(await httpTransport({ url, headers: {}, fetch }, signal), signal),
  }
}
