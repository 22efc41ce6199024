/** The lowest possible id at this time; all older rows have lower ids. */
export function firstIdAt(ms: number): string {
  const hex = Math.max(0, Math.floor(ms)).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7000-8000-000000000000`
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
/** Random bytes are requested in bulk, since requesting them costs more than building an id; each is used once. */
const pool = new Uint8Array(4_000)
let used = pool.length

let lastRequestMs = 0
/** Cached time prefix: consecutive ids mostly share a millisecond. */
let timeMs = -1
let timeText = ''
/** Time of the last id: the requested one, or later if that millisecond's numbers were used up. */
let lastMs = 0
/** The 12 bits after the time: counting up from a random start keeps ids of one millisecond in order. */
let counter = 0

/**
 * A UUIDv7 (RFC 9562, method 1 of its §6.2): ordered by creation time and, within a process, by
 * creation order, so that primary keys keep insertion order. 62 of its bits are random.
 */
export function newId(nowMs: number = Date.now()): string {
  const ms = Math.floor(nowMs)
  const isSequential = ms >= lastRequestMs && ms <= lastMs
  if (isSequential && counter < 0xfff) counter += 1
  else {
    lastMs = isSequential ? lastMs + 1 : ms
    counter = ((takeByte() & 0x07) << 8) | takeByte()
  }
  lastRequestMs = ms
  if (timeMs !== lastMs) {
    const time = lastMs.toString(16).padStart(12, '0').slice(-12)
    timeMs = lastMs
    timeText = `${time.slice(0, 8)}-${time.slice(8)}-7`
  }
  let rest = ''
  for (let index = 0; index < 6; index += 1) rest += HEX[takeByte()]
  const variant = HEX[0x80 | (takeByte() & 0x3f)]
  return `${timeText}${counter.toString(16).padStart(3, '0')}-${variant}${HEX[takeByte()]}-${rest}`
}

function takeByte(): number {
  if (used >= pool.length) {
    globalThis.crypto.getRandomValues(pool)
    used = 0
  }
  const byte = pool[used] ?? 0
  pool[used] = 0
  used += 1
  return byte
}

/** Creation time of an id, in whole seconds since 1970. */
export function secondsOfId(id: string): number {
  return Math.floor(Number.parseInt(id.replace('-', '').slice(0, 12), 16) / 1_000)
}
