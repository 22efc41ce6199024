import { createHash } from 'node:crypto'

/**
 * A UUIDv7 with the timestamp of `first`. The same arguments always give the same id, so a run is found again after a
 * crash.
 */
export function derivedRunId(first: string, name: string | number): string {
  const hex = createHash('sha256').update(`${first} ${name}`).digest('hex')
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(3), 16) % 4)
  return `${first.slice(0, 14)}7${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(7, 19)}`
}
