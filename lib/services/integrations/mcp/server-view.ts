import type { McpServerDetail, McpServerView } from '@/lib/contracts/integrations/mcp-servers'
import type { McpServerRow } from './server-row'
import { toolStates, withheldTools } from './tool-states'

export function mcpServerView(row: McpServerRow): McpServerView {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    stdio: row.stdio,
    connectionId: row.connectionId,
    issuer: row.issuer,
    status: row.state,
    statusMessage: row.stateMessage,
    statusRef: row.stateRef,
    toolCount: row.tools.length,
    selectedCount: row.approved.length,
    withheldCount: withheldTools(toolStates(row.tools, row.approved)).length,
    listedAt: row.listedAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
  }
}

export const mcpServerDetail = (row: McpServerRow): McpServerDetail => ({
  ...mcpServerView(row),
  tools: toolStates(row.tools, row.approved),
})
