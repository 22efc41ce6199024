import { momentsOf } from './moments'
import { studentP } from './student-t'

/** Two-sided p value for equal means of two independent samples (Welch 1947). */
export function welchP(first: readonly number[], second: readonly number[]): number {
  const [a, b] = [momentsOf(first), momentsOf(second)]
  const [left, other] = [a.variance / a.count, b.variance / b.count]
  const square = left + other
  if (square < 1e-24) return Number(Math.abs(a.mean - b.mean) < 1e-12)
  const degrees = square ** 2 / (left ** 2 / (a.count - 1) + other ** 2 / (b.count - 1))
  return studentP((a.mean - b.mean) / Math.sqrt(square), degrees)
}
