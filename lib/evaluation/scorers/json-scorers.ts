import type { ScorerSettings } from '@/lib/contracts/scorers'
import { type Json, JsonSchema } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import { validateJson } from '@/lib/nodes/shared/models/validate-json'
import { type AppAnswer, type ExpectedResult, type Score, scored } from './score'
import { normalizeText } from './text-measures'
import { noExpectation, short } from './text-scorers'

type Of<Kind extends ScorerSettings['kind']> = Extract<ScorerSettings, { kind: Kind }>

export function scoreSchema({ schema }: Of<'json-schema'>, _: ExpectedResult, answer: AppAnswer): Score {
  const value = jsonOf(answer)
  if (value === undefined) return scored(0, problem('scores.noJson'))
  const [first] = validateJson(value, schema)
  return first === undefined
    ? scored(1, problem('scores.fitsSchema'))
    : scored(0, problem('scores.breaksSchema', { reason: short(first) }), first)
}

/** Share of the expected fields, at any depth, that the answer has with an equal value. */
export function scoreFields(_: Of<'json-fields'>, { expected }: ExpectedResult, answer: AppAnswer): Score {
  const wanted = leavesOf(parsed(expected) ?? null)
  if (expected === undefined || wanted.size === 0) return noExpectation()
  const found = leavesOf(jsonOf(answer) ?? null)
  const wrong = [...wanted].filter(([path, value]) => !isSame(found.get(path), value)).map(([path]) => path)
  const right = wanted.size - wrong.length
  const reason = problem('scores.fields', { right, count: wanted.size, wrong: short(wrong.join(', ')) || '–' })
  return scored(right / wanted.size, reason, wrong[0] ?? null)
}

function isSame(found: Json | undefined, wanted: Json): boolean {
  if (typeof found === 'string' && typeof wanted === 'string') return normalizeText(found) === normalizeText(wanted)
  if (typeof found === 'number' && typeof wanted === 'number') return Math.abs(found - wanted) < 1e-9
  return found === wanted
}

function leavesOf(value: Json, path = '', leaves = new Map<string, Json>()): Map<string, Json> {
  if (typeof value !== 'object' || value === null) {
    if (path !== '') leaves.set(path, value)
    return leaves
  }
  for (const [name, item] of Object.entries(value)) leavesOf(item, path === '' ? name : `${path}.${name}`, leaves)
  return leaves
}

/** The JSON in the answer's text, or the only structured output. */
function jsonOf({ text, outputs }: AppAnswer): Json | undefined {
  const structured = Object.values(outputs).filter((value) => typeof value === 'object' && value !== null)
  return parsed(text) ?? (structured.length === 1 ? structured[0] : undefined)
}

function parsed(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string') return value
  const fenced = /```(?:json)?\s*([\s\S]*?)```/.exec(value)?.[1] ?? value
  try {
    return JsonSchema.safeParse(JSON.parse(fenced)).data
  } catch {
    return undefined
  }
}
