import 'server-only'
import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { z } from 'zod'
import type { McpTool } from '@/lib/contracts/integrations/mcp-tool'
import { readMcpTool } from './read-mcp-tool'

export const LIST_TIMEOUT_MS = 15_000
const MAX_TOOLS = 200
const MAX_PAGES = 20

// Looser than the SDK's schemas, so that one malformed tool does not invalidate the rest. Also
// keeps the SDK from compiling the server's untrusted output schemas.
const ToolPage = z.object({ tools: z.array(z.unknown()), nextCursor: z.string().max(2_000).optional() })

/** All usable tools of a server, up to a limit. */
export async function listMcpTools(client: Client, signal: AbortSignal): Promise<McpTool[]> {
  const tools = new Map<string, McpTool>()
  let cursor: string | undefined
  for (let page = 0; page < MAX_PAGES && tools.size < MAX_TOOLS; page += 1) {
    const params = cursor === undefined ? {} : { cursor }
    const answer = await client.request({ method: 'tools/list', params }, ToolPage, {
      signal,
      timeout: LIST_TIMEOUT_MS,
    })
    for (const raw of answer.tools) {
      const tool = readMcpTool(raw)
      if (tool && tools.size < MAX_TOOLS) tools.set(tool.name, tool)
    }
    cursor = answer.nextCursor
    if (cursor === undefined) break
  }
  return [...tools.values()]
}
