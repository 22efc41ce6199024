import 'server-only'
import type { McpTool } from '@/lib/contracts/integrations/mcp-tool'
import type { Database } from '@/lib/db/database'
import { problem } from '@/lib/messages/problems/problem'
import { raiseAlert } from '../../inbox/raise-alert'
import type { McpServerRow } from './server-row'
import { toolStates, withheldTools } from './tool-states'

/** Alerts once for each definition that differs from the approved one. The page of the server shows the difference. */
export async function alertChangedTools(db: Database, row: McpServerRow, listed: readonly McpTool[]): Promise<void> {
  const known = new Map(row.tools.map(({ name, hash }) => [name, hash]))
  const hashes = new Map(listed.map(({ name, hash }) => [name, hash]))
  const changed = withheldTools(toolStates(listed, row.approved)).filter(
    ({ tool: { name } }) => known.get(name) !== hashes.get(name),
  )
  if (changed.length === 0) return
  const tools = changed.map(({ tool }) => tool.name).join(', ')
  await raiseAlert(db, {
    ...{ workspaceId: row.workspaceId, kind: 'mcp-tools-changed', key: row.id },
    title: problem('alerts.mcpToolsChanged', { name: row.name }),
    message: problem('alerts.mcpToolsChangedText', { count: changed.length, tools: tools.slice(0, 300) }),
    link: `/integrations/mcp-servers/${row.id}`,
  })
}
