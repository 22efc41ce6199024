import type { Problem, ProblemParams } from '@/lib/messages/problems/types'

/**
 * The message key of an error of our server, whose parameters need no check: lib/messages/problems defines them. Other
 * values have no key.
 */
export function readKey(error: unknown): Pick<Problem, 'key' | 'params'> {
  if (!isObject(error)) return {}
  const [key, params]: unknown[] = [Reflect.get(error, 'key'), Reflect.get(error, 'params')]
  if (typeof key !== 'string') return {}
  return isObject(params) ? { key, params: params as ProblemParams } : { key }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
