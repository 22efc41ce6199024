import { toText } from './values'

/** Compares as numbers if either side is one, otherwise as texts. */
export function isEqual(left: unknown, right: unknown): boolean {
  const numbers = typeof left === 'number' || typeof right === 'number' ? numbersOf(left, right) : null
  return numbers ? numbers[0] === numbers[1] : toText(left) === toText(right)
}

export function contains(left: unknown, right: unknown): boolean {
  if (Array.isArray(left)) return left.some((item) => isEqual(item, right))
  return toText(left).includes(toText(right))
}

/**
 * Negative, positive or zero: compares numbers as numbers, anything else alphabetically, which orders ISO dates too.
 */
export function compare(left: unknown, right: unknown): number {
  const numbers = numbersOf(left, right)
  if (numbers) return numbers[0] - numbers[1]
  const [a, b] = [toText(left), toText(right)]
  if (a === b) return 0
  return a < b ? -1 : 1
}

export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true
  if (typeof value === 'string') return value.trim() === ''
  return typeof value === 'object' && Object.keys(value).length === 0
}

/** The boolean value of a yes or no, or null for other values. */
export function truthOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value
  if (typeof value !== 'string') return null
  const text = value.trim().toLowerCase()
  if (text === 'true') return true
  return text === 'false' ? false : null
}

function numbersOf(left: unknown, right: unknown): [number, number] | null {
  const [a, b] = [numberOf(left), numberOf(right)]
  return a === null || b === null ? null : [a, b]
}

function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || !/^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/.test(value)) return null
  return Number(value)
}
