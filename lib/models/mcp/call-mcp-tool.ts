import 'server-only'
import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import type { JsonObject } from '@/lib/core/json'
import type { AnswerMcpQuestion } from '@/lib/engine/mcp-questions'
import type { NodePaused } from '@/lib/engine/pauses/pause'
import { withElicitation } from './elicitation'
import { readMcpResult } from './read-mcp-result'

export const CALL_TIMEOUT_MS = 60_000

interface McpCall {
  name: string
  arguments: JsonObject
  signal: AbortSignal
}

export async function callMcpTool(client: Client, { name, arguments: args, signal }: McpCall): Promise<CallToolResult> {
  const { CallToolResultSchema } = await import('@modelcontextprotocol/sdk/types.js')
  const request = { method: 'tools/call' as const, params: { name, arguments: args } }
  return client.request(request, CallToolResultSchema, { signal, timeout: CALL_TIMEOUT_MS })
}

/** The text of the result. `nodePaused`: a person must answer a question of the server first. */
export async function callAskingTool(
  client: Client,
  { ask, signal, ...call }: McpCall & { ask?: AnswerMcpQuestion | undefined },
): Promise<string | NodePaused> {
  const work = async (inner: AbortSignal) => readMcpResult(await callMcpTool(client, { ...call, signal: inner }))
  return ask ? withElicitation(client, { ask, signal }, work) : work(signal)
}
