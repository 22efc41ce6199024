import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import type { NodeContext } from '@/lib/engine/node-definition'
import { isPaused, type NodePaused } from '@/lib/engine/pauses/pause'
import { outcomeUnknown } from '@/lib/plugins/execute/service-session'
import { askForServer } from './ask-for-server'
import type { McpToolRef } from './mcp-tool-ref'
import { writeJournal } from './write-journal'

interface McpCall {
  tool: McpToolRef
  service: string
  input: JsonObject
  ctx: NodeContext
}

/**
 * Calls a tool of a saved MCP server as a step. A call whose outcome is unknown is reported and never repeated.
 * @throws AppError of the tool or the server
 */
export async function callMcpAction({ tool, service, input, ctx }: McpCall): Promise<JsonObject | NodePaused> {
  const journal = writeJournal(ctx, service)
  await journal.beforeSend({ method: 'MCP', host: service })
  const { allArguments } = input
  const args = isObject(allArguments) && Object.keys(input).length === 1 ? allArguments : input
  try {
    const server = { id: tool.serverId }
    const ask = askForServer(ctx, tool.name)
    const text = await ctx.ports.mcp.callTool({ server, name: tool.name, arguments: args, signal: ctx.signal, ask })
    if (isPaused(text)) {
      // The aborted call is repeated with the answer.
      await journal.settled()
      return text
    }
    return { text, ...dataOf(text) }
  } catch (error) {
    if (ctx.signal.aborted || !AppError.isInstance(error)) throw error
    // The response did not arrive, but the server may have done its work.
    if (error.code === 'TIMEOUT') throw outcomeUnknown(service, error)
    await journal.settled()
    throw error
  }
}

/** Structured content arrives as JSON. */
function dataOf(text: string): { data?: Json } {
  if (!/^\s*[[{]/.test(text)) return {}
  try {
    return { data: JSON.parse(text) }
  } catch {
    return {}
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
