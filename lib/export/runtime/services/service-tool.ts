import { DynamicStructuredTool } from '@langchain/core/tools'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { Json, JsonObject } from '../values'
import { callService, type ServiceAction, type ServiceCall } from './service-action'

/** In characters; what a model receives of a result. */
const MAX_RESULT_CHARACTERS = 32_000

export interface ServiceToolOptions extends Pick<ServiceCall, 'credentials'> {
  name: string
  description: string
  /** JSON Schema of the fields that a model fills. */
  schema: JsonObject
  /** Of the author; a model cannot change a field outside of the schema. */
  values?: Readonly<Record<string, unknown>>
}

/** An action as a tool of LangChain. It sends the same requests, and reports the same errors, as in Patchbay. */
export function toLangChainTool(
  action: ServiceAction,
  { name, description, schema, values = {}, credentials }: ServiceToolOptions,
): DynamicStructuredTool {
  const names = Object.keys(Object(schema.properties))
  return new DynamicStructuredTool({
    name,
    description,
    schema,
    func: async (args: JsonObject, _manager, config) => {
      const given = Object.entries(args).filter(([, value]) => value !== null)
      const closed = given.find(([field]) => !names.includes(field))
      if (closed) throw new AppError('INVALID_INPUT', problem('plugins.fieldUnknown', { name: closed[0] }))
      const input = { ...values, ...Object.fromEntries(given) }
      return forModel(await callService(action, input, { credentials, signal: config?.signal }), action.modelOutput)
    },
  })
}

/** Shortens a long result, and says so in it. */
function forModel(outputs: JsonObject, only?: string): Json {
  const entries = only === undefined ? Object.values(outputs) : [outputs[only] ?? null]
  const result: Json = entries.length === 1 ? (entries[0] ?? null) : outputs
  const text = typeof result === 'string' ? result : JSON.stringify(result)
  if (text.length <= MAX_RESULT_CHARACTERS) return result
  return `${text.slice(0, MAX_RESULT_CHARACTERS - 60)}\n[The result was cut here: it is longer than 32 kB.]`
}
