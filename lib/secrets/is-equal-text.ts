import 'server-only'
import { timingSafeEqual } from 'node:crypto'

/** Constant-time comparison for texts of the same length. */
export function isEqualText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
