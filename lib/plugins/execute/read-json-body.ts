import { AppError } from '@/lib/core/app-error'
import { type Json, JsonSchema } from '@/lib/core/json'
import { findJsonExcess } from '@/lib/core/json-size'
import type { ServiceResponse } from '@/lib/engine/service-messages'
import { problem } from '@/lib/messages/problems/problem'

const LIMITS = { values: 2_000_000, names: 200_000, depth: 200 }

/** The JSON of a response; null for an empty one. @throws TOOL_FAILED for a web page, INVALID_JSON otherwise */
export function readJsonBody({ headers, bytes }: Pick<ServiceResponse, 'headers' | 'bytes'>, service: string): Json {
  const text = new TextDecoder().decode(bytes)
  if (text.trim() === '') return null
  if (/\bhtml\b/i.test(headers['content-type'] ?? '') || /^\s*<(?:!doctype|html)/i.test(text))
    throw new AppError('TOOL_FAILED', problem('plugins.webPage', { service }))
  if (findJsonExcess(bytes, LIMITS) !== null)
    throw new AppError('INVALID_JSON', problem('plugins.jsonTooDeep', { service }))
  try {
    return JsonSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new AppError('INVALID_JSON', problem('plugins.jsonInvalid', { service }), { cause })
  }
}
