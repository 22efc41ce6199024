import { z } from 'zod'
import type { ScorerSettings } from '@/lib/contracts/scorers'
import { type Json, type JsonObject, JsonObjectSchema } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import { type AppAnswer, type ExpectedResult, type Score, scored, skipped, withoutVerdict } from './score'
import { short } from './text-scorers'
import { asObject, type ToolCallRecord } from './tool-calls'

type Settings = Extract<ScorerSettings, { kind: 'tools' }>

const ExpectedCalls = z.array(z.object({ name: z.string(), arguments: JsonObjectSchema.default({}) }))

/** Compares the tool calls of agents with the `toolCalls` of the expected value. */
export function scoreTools(settings: Settings, { expected }: ExpectedResult, { toolCalls }: AppAnswer): Score {
  if (toolCalls === undefined) return withoutVerdict(problem('scores.toolCallsUnknown'))
  const forbidden = toolCalls.find(({ name }) => settings.forbidden.includes(name))
  if (forbidden) return scored(0, problem('scores.toolForbidden', { tool: forbidden.name }), textOf(forbidden))
  const wanted = ExpectedCalls.safeParse(Array.isArray(expected) ? expected : asObject(expected).toolCalls)
  if (!wanted.success)
    return settings.forbidden.length > 0
      ? scored(1, problem('scores.noForbiddenTool'))
      : skipped(problem('scores.noExpectedCalls'))
  return compareCalls(settings, wanted.data, toolCalls)
}

function compareCalls(settings: Settings, wanted: readonly ToolCallRecord[], made: readonly ToolCallRecord[]): Score {
  const fits = (call: ToolCallRecord, other: ToolCallRecord) => isSameCall(settings, call, other)
  const isOrdered = settings.match === 'strict' || settings.match === 'ordered'
  const pairs = isOrdered ? longestSequence(wanted, made, fits) : largestMatching(wanted, made, fits)
  const missing = wanted.filter((_, index) => !pairs.has(index))
  const used = new Set(pairs.values())
  const extra = made.filter((_, index) => !used.has(index))
  const allowsMissing = settings.match === 'subset'
  const allowsExtra = settings.match === 'ordered' || settings.match === 'superset'
  const total = Math.max(allowsMissing ? 0 : wanted.length, allowsExtra ? 0 : made.length)
  const value = total === 0 ? 1 : pairs.size / total
  const [lost, added] = [allowsMissing ? undefined : missing[0], allowsExtra ? undefined : extra[0]]
  if (lost) {
    const near = made.find((call, index) => call.name === lost.name && !used.has(index))
    return near
      ? scored(
          value,
          problem('scores.toolArguments', { tool: lost.name, difference: differenceOf(lost, near) }),
          textOf(near),
        )
      : scored(value, problem('scores.toolMissing', { tool: lost.name }), null)
  }
  if (added) return scored(value, problem('scores.toolExtra', { tool: added.name }), textOf(added))
  return scored(value, problem('scores.toolsMatch', { count: pairs.size }))
}

function isSameCall({ compareArguments }: Settings, wanted: ToolCallRecord, made: ToolCallRecord): boolean {
  if (wanted.name !== made.name) return false
  if (compareArguments === 'ignore') return true
  if (compareArguments === 'exact') return isSame(wanted.arguments, made.arguments)
  return Object.entries(wanted.arguments).every(([name, value]) => isSame(value, made.arguments[name]))
}

/** Whether both are the same JSON; the order of properties does not matter. */
function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, at) => isSame(item, b[at]))
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const [left, right] = [a as JsonObject, b as JsonObject]
  const names = Object.keys(left)
  return names.length === Object.keys(right).length && names.every((name) => isSame(left[name], right[name]))
}

type Fits = (wanted: ToolCallRecord, made: ToolCallRecord) => boolean

/** The longest common subsequence, as indices of `made` by index of `wanted`. */
function longestSequence(
  wanted: readonly ToolCallRecord[],
  made: readonly ToolCallRecord[],
  fits: Fits,
): Map<number, number> {
  const lengths = Array.from({ length: wanted.length + 1 }, () => new Array<number>(made.length + 1).fill(0))
  const at = (row: number, column: number) => lengths[row]?.[column] ?? 0
  for (let row = wanted.length - 1; row >= 0; row -= 1)
    for (let column = made.length - 1; column >= 0; column -= 1) {
      const [a, b] = [wanted[row], made[column]]
      const length =
        a && b && fits(a, b) ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1))
      lengths[row]?.splice(column, 1, length)
    }
  const pairs = new Map<number, number>()
  for (let row = 0, column = 0; row < wanted.length && column < made.length; ) {
    const [a, b] = [wanted[row], made[column]]
    if (a && b && fits(a, b)) {
      pairs.set(row, column)
      row += 1
      column += 1
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1
    else column += 1
  }
  return pairs
}

/** A maximum bipartite matching (augmenting paths), as indices of `made` by index of `wanted`. */
function largestMatching(
  wanted: readonly ToolCallRecord[],
  made: readonly ToolCallRecord[],
  fits: Fits,
): Map<number, number> {
  const owners = new Map<number, number>()
  const assign = (row: number, visited: Set<number>): boolean =>
    made.some((call, column) => {
      const own = wanted[row]
      if (!own || visited.has(column) || !fits(own, call)) return false
      visited.add(column)
      const owner = owners.get(column)
      if (owner !== undefined && !assign(owner, visited)) return false
      owners.set(column, row)
      return true
    })
  for (const row of wanted.keys()) assign(row, new Set())
  return new Map([...owners].map(([column, row]) => [row, column]))
}

/** The first argument that differs. */
function differenceOf(wanted: ToolCallRecord, made: ToolCallRecord): string {
  const names = [...new Set([...Object.keys(wanted.arguments), ...Object.keys(made.arguments)])]
  const name = names.find((candidate) => !isSame(wanted.arguments[candidate], made.arguments[candidate]))
  if (name === undefined) return '–'
  const [expected, found] = [wanted.arguments[name], made.arguments[name]].map((value) => JSON.stringify(value) ?? '–')
  return short(`${name}: ${found} ≠ ${expected}`)
}

const textOf = (call: ToolCallRecord): string => short(`${call.name}(${JSON.stringify(call.arguments)})`)
