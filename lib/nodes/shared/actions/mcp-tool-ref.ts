/** A tool of a saved MCP server. The action calls this tool instead of sending a request. */
export interface McpToolRef {
  serverId: string
  name: string
}
