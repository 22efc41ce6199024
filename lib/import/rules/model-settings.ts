import type { JsonObject } from '@/lib/core/json'
import { numberOf, objectOf, textOf } from '../fields'
import type { RuleContext } from './rule'

const KNOWN = new Set(['temperature', 'max_tokens'])

/** The model is the workspace's default: connections cannot be read from a file. */
export function modelSettings(ctx: RuleContext, { name, completion_params }: JsonObject): JsonObject {
  const settings = objectOf(completion_params)
  if (textOf(name) !== '') ctx.note('model', textOf(name))
  for (const key of Object.keys(settings))
    if (!KNOWN.has(key) && key !== 'response_format') ctx.note('modelSetting', key)
  const temperature = numberOf(settings.temperature)
  const tokens = numberOf(settings.max_tokens)
  return {
    ...(temperature === null ? {} : { temperature: Math.min(2, Math.max(0, temperature)) }),
    ...(tokens === null ? {} : { maxOutputTokens: Math.min(32_000, Math.max(1, Math.round(tokens))) }),
  }
}
