/** The least id that could have been made at this time: all older rows have smaller ones. */
export function firstIdAt(ms: number): string {
  const hex = Math.max(0, Math.floor(ms)).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7000-8000-000000000000`
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
/** Asking for random bytes costs more than making an id of them, so they are asked for in bulk; each is used once. */
const pool = new Uint8Array(4_000)
let used = pool.length

/** A UUIDv7 (RFC 9562): ordered by the time it was made, so primary keys stay in insertion order. */
export function newId(nowMs: number = Date.now()): string {
  const time = Math.floor(nowMs).toString(16).padStart(12, '0').slice(-12)
  const [a, b, c, d] = [takeByte(), takeByte(), takeByte(), takeByte()]
  let rest = ''
  for (let index = 0; index < 6; index += 1) rest += HEX[takeByte()]
  const version = HEX[0x70 | (a & 0x0f)]
  const variant = HEX[0x80 | (c & 0x3f)]
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}${HEX[b]}-${variant}${HEX[d]}-${rest}`
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

/** When an id of ours was made, as whole seconds since 1970. */
export function secondsOfId(id: string): number {
  return Math.floor(Number.parseInt(id.replace('-', '').slice(0, 12), 16) / 1_000)
}
