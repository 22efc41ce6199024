/** A tool of a saved MCP server, called instead of a request. */
export interface McpToolRef {
  serverId: string
  name: string
}
