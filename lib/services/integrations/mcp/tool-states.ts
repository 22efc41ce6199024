import type { McpServerTool } from '@/lib/contracts/integrations/mcp-servers'
import type { McpTool } from '@/lib/contracts/integrations/mcp-tool'

/** Each listed tool with its approval, then approved ones that the server no longer offers. */
export function toolStates(listed: readonly McpTool[], approved: readonly McpTool[]): McpServerTool[] {
  const byName = new Map(approved.map((tool) => [tool.name, tool]))
  const offered = listed.map((tool): McpServerTool => {
    const approvedTool = byName.get(tool.name)
    if (!approvedTool) return { tool, status: 'unselected', approved: null }
    return approvedTool.hash === tool.hash
      ? { tool, status: 'selected', approved: null }
      : { tool, status: 'changed', approved: approvedTool }
  })
  const names = new Set(listed.map(({ name }) => name))
  const removed = approved.filter(({ name }) => !names.has(name))
  return [...offered, ...removed.map((tool): McpServerTool => ({ tool, status: 'removed', approved: null }))]
}

/** Selected tools that are not offered to apps until a person has looked at them. */
export const withheldTools = (states: readonly McpServerTool[]): McpServerTool[] =>
  states.filter(({ status }) => status === 'changed' || status === 'removed')
