import type { StructuredToolInterface } from '@langchain/core/tools'
import { MultiServerMCPClient } from '@langchain/mcp-adapters'
import { placeCredentials, type ServiceCredentials } from './services/credentials'

export interface McpServer {
  url: string
  headers?: Record<string, string>
  /** Credentials of a connection, in headers or in the address. */
  credentials?: ServiceCredentials
  /** Names of the offered tools; all if the list is empty. */
  only?: string[]
}

/** The tools of an MCP server. Close it when the agent is done, otherwise the process does not exit. */
export async function connectMcp(
  server: McpServer,
): Promise<{ tools: StructuredToolInterface[]; close(): Promise<void> }> {
  const { only = [] } = server
  const { url, headers } = placeCredentials(
    { method: 'GET', url: server.url, headers: server.headers ?? {} },
    server.credentials ?? {},
  )
  const client = new MultiServerMCPClient({
    mcpServers: { server: { transport: 'http', url, headers: { ...headers } } },
  })
  const tools = await client.getTools()
  return {
    tools: only.length === 0 ? tools : tools.filter(({ name }) => only.includes(name)),
    close: () => client.close(),
  }
}
