import 'server-only'
import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import type { JsonObject } from '@/lib/core/json'

export const CALL_TIMEOUT_MS = 60_000

export async function callMcpTool(
  client: Client,
  { name, arguments: args, signal }: { name: string; arguments: JsonObject; signal: AbortSignal },
): Promise<CallToolResult> {
  const { CallToolResultSchema } = await import('@modelcontextprotocol/sdk/types.js')
  const request = { method: 'tools/call' as const, params: { name, arguments: args } }
  return client.request(request, CallToolResultSchema, { signal, timeout: CALL_TIMEOUT_MS })
}
