import { isReservedKey } from '@/lib/core/reserved-keys'

/** The parts of a path such as `a.b`; null if one is empty or would reach a prototype. */
export function readPath(path: string): string[] | null {
  const parts = path.trim().split('.')
  return parts.some((part) => part === '' || isReservedKey(part)) ? null : parts
}
