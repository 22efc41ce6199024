import 'server-only'
import type { McpServerTool } from '@/lib/contracts/integrations/mcp-servers'
import type { McpTool } from '@/lib/contracts/integrations/mcp-tool'
import type { Database } from '@/lib/db/database'
import { problem } from '@/lib/messages/problems/problem'
import { raiseAlert } from '../../inbox/raise-alert'
import type { McpServerRow } from './server-row'
import { toolStates, withheldTools } from './tool-states'

/** Alerts once for each definition that differs from the approved one, with the descriptions before and after. */
export async function alertChangedTools(db: Database, row: McpServerRow, listed: readonly McpTool[]): Promise<void> {
  const previousHashes = new Map(row.tools.map(({ name, hash }) => [name, hash]))
  const hashes = new Map(listed.map(({ name, hash }) => [name, hash]))
  const changed = withheldTools(toolStates(listed, row.approved)).filter(
    ({ tool: { name } }) => previousHashes.get(name) !== hashes.get(name),
  )
  if (changed.length === 0) return
  const tools = changed.map(differenceOf).join('\n')
  await raiseAlert(db, {
    workspaceId: row.workspaceId,
    kind: 'mcp-tools-changed',
    key: row.id,
    title: problem('alerts.mcpToolsChanged', { name: row.name }),
    message: problem('alerts.mcpToolsChangedText', { count: changed.length, tools: tools.slice(0, 1_500) }),
    link: `/integrations/mcp-servers/${row.id}`,
  })
}

/** Describes a change by its descriptions; the page of the server also shows schemas and hints. */
function differenceOf({ tool, approved }: McpServerTool): string {
  if (!approved || approved.description === tool.description) return tool.name
  return `${tool.name}: “${approved.description.slice(0, 200)}” → “${tool.description.slice(0, 200)}”`
}
