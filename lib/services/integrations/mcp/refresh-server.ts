import 'server-only'
import type { refreshMcpServer as refreshContract } from '@/lib/contracts/integrations/mcp-servers'
import { AppError } from '@/lib/core/app-error'
import { requireRole, requireUser, type ServiceContext, type Verb } from '../../context'
import { RunConnections } from '../connections-port'
import { listServerTools } from './list-server-tools'
import { getMcpServerRow, type McpServerRow } from './server-row'
import { mcpServerDetail } from './server-view'

export const refreshMcpServer: Verb<typeof refreshContract> = async ({ ctx, params, signal }) => {
  requireRole(ctx, 'editor')
  const row = await getMcpServerRow(ctx, params.mcpServerId)
  return mcpServerDetail(await refreshedRow(ctx, row, signal))
}

/** Lists the tools. A failure is a state of the server, not of the request. */
export async function refreshedRow(ctx: ServiceContext, row: McpServerRow, signal: AbortSignal): Promise<McpServerRow> {
  const { system } = ctx
  try {
    return await listServerTools({ system, connections: memberConnections(ctx), signal }, row)
  } catch (error) {
    if (!AppError.isInstance(error) || signal.aborted) throw error
    return getMcpServerRow(ctx, row.id)
  }
}

/** Connections as this member may use them. @param onSecret receives every secret that is sent */
export function memberConnections(
  ctx: ServiceContext,
  onSecret: (secret: string) => void = () => undefined,
): RunConnections {
  const { userId } = requireUser(ctx)
  return new RunConnections({ system: ctx.system, workspaceId: ctx.workspace.id, userId, onSecret })
}
