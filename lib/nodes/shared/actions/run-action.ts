import 'server-only'
import type { Json, JsonObject } from '@/lib/core/json'
import type { NodeContext } from '@/lib/engine/node-definition'
import type { NodePaused } from '@/lib/engine/pauses/pause'
import { callAction } from '@/lib/plugins/execute/call-action'
import { coerceInput } from '@/lib/plugins/execute/coerce-input'
import { callMcpAction } from './call-mcp-action'
import type { OpenedAction } from './open-action'
import { withoutWires } from './tool-input'
import { writeJournal } from './write-journal'

const TIMEOUT_MS = 60_000
/** Maximum length of a tool result for a model, in characters. */
const MAX_RESULT_CHARACTERS = 32_000

interface RunActionArguments {
  opened: OpenedAction
  values: Readonly<Record<string, Json>>
  ctx: NodeContext
}

/** Calls the action of a node. @returns its outputs; paused while a person must answer a question of its server */
export async function runAction({ opened, values, ctx }: RunActionArguments): Promise<JsonObject | NodePaused> {
  const { plugin, action, connection, mcpTool } = opened
  const input = coerceInput(action, withoutWires(values))
  if (mcpTool) return callMcpAction({ tool: mcpTool, service: plugin.label, input, ctx })
  return callAction({
    plugin,
    action,
    connection,
    ports: ctx.ports,
    signal: ctx.signal,
    timeoutMs: TIMEOUT_MS,
    input,
    idempotencyKey: ctx.idempotencyKey,
    journal: writeJournal(ctx, plugin.label),
    now: () => Date.now(),
    log: (message) => ctx.log(message),
  })
}

/** Truncates a result for a model and adds a note about it. */
export function resultForModel(outputs: JsonObject, only?: string): Json {
  const entries = only === undefined ? Object.values(outputs) : [outputs[only] ?? null]
  const result: Json = entries.length === 1 ? (entries[0] ?? null) : outputs
  const text = typeof result === 'string' ? result : JSON.stringify(result)
  if (text.length <= MAX_RESULT_CHARACTERS) return result
  return `${text.slice(0, MAX_RESULT_CHARACTERS - 60)}\n[The result was cut here: it is longer than 32 kB.]`
}
