/** Most members that one command returns or removes by number. */
const MAX_REMOVED = 100
const MAX_SAMPLES = 1_000
/** Keys that the server checks in one step. */
const MAX_STEP = 10_000
/** Redis fills a value with zeros up to the offset. */
const MAX_BYTES = 1_048_576

interface Limit {
  /** Index of the argument. */
  at: number
  min?: number
  max?: number
}

// A negative count returns members repeatedly, so the size of the collection does not limit the reply.
const samples: Limit = { at: 1, min: -MAX_SAMPLES }
// A reply that is too large would lose the removed values.
const removed: Limit = { at: 1, max: MAX_REMOVED }

const LIMITS: Readonly<Record<string, Limit>> = {
  SRANDMEMBER: samples,
  HRANDFIELD: samples,
  ZRANDMEMBER: samples,
  LPOP: removed,
  RPOP: removed,
  SPOP: removed,
  ZPOPMAX: removed,
  ZPOPMIN: removed,
  SETRANGE: { at: 1, max: MAX_BYTES },
  SETBIT: { at: 1, max: MAX_BYTES * 8 },
}

const STEPS = new Set(['SCAN', 'HSCAN', 'SSCAN', 'ZSCAN'])

/** Whether the numbers of a command keep the server's work and its reply small. */
export function isWithinLimits(name: string, args: readonly string[]): boolean {
  const command = name.toUpperCase()
  if (STEPS.has(command)) {
    const at = args.findIndex((arg) => arg.toUpperCase() === 'COUNT')
    return at < 0 || isWithin(args, { at: at + 1, max: MAX_STEP })
  }
  const limit = LIMITS[command]
  return limit === undefined || isWithin(args, limit)
}

/** A text that is no number passes, because the server rejects it. */
function isWithin(args: readonly string[], { at, min = -Infinity, max = Infinity }: Limit): boolean {
  const value = Number(args[at] ?? 0)
  return Number.isNaN(value) || (value >= min && value <= max)
}
