import 'server-only'
import type { JsonObject } from '@/lib/core/json'
import type { EgressFetch } from '@/lib/egress/create-egress'
import type { AnswerMcpQuestion } from '@/lib/engine/mcp-questions'
import type { ToolSpec } from '@/lib/engine/model-requests'
import type { NodePaused } from '@/lib/engine/pauses/pause'
import type { McpAddress } from '@/lib/engine/ports'
import { CALL_TIMEOUT_MS, callAskingTool } from './call-mcp-tool'
import { httpTransport } from './http-transport'
import { LIST_TIMEOUT_MS, listMcpTools } from './list-mcp-tools'
import { type McpTarget, startSession, withMcpSession } from './mcp-session'
import { specOfMcpTool } from './read-mcp-tool'

interface McpOptions {
  /** Egress-checked fetch of the workspace. */
  fetch: EgressFetch
  /** Tests only. */
  listTimeoutMs?: number
}

export interface McpAdapter {
  listTools(request: { server: McpAddress; signal: AbortSignal }): Promise<ToolSpec[]>
  callTool(request: {
    server: McpAddress
    name: string
    arguments: JsonObject
    signal: AbortSignal
    ask?: AnswerMcpQuestion
  }): Promise<string | NodePaused>
}

/** Servers that a node names by their address: streamable HTTP only. */
export function createMcpAdapter({ fetch, listTimeoutMs = LIST_TIMEOUT_MS }: McpOptions): McpAdapter {
  const targetOf = (server: McpAddress): McpTarget => ({
    label: new URL(server.url).host,
    isSaved: false,
    start: async (signal) => startSession(await httpTransport({ ...server, fetch }, signal), signal),
  })
  return {
    listTools: async ({ server, signal }) => {
      const session = { target: targetOf(server), signal, timeoutMs: listTimeoutMs }
      return (await withMcpSession(session, listMcpTools)).map(specOfMcpTool)
    },
    callTool: ({ server, signal, ...call }) =>
      withMcpSession({ target: targetOf(server), signal, timeoutMs: CALL_TIMEOUT_MS }, (client, inner) =>
        callAskingTool(client, { ...call, signal: inner }),
      ),
  }
}
