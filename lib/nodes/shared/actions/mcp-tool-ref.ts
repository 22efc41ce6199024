/** A tool of a saved MCP server, which is called instead of sending a request. */
export interface McpToolRef {
  serverId: string
  name: string
}
