import { momentsOf } from './moments'
import { studentP } from './student-t'

/** Two-sided p value for equal means of two independent samples (Welch 1947). */
export function welchP(first: readonly number[], second: readonly number[]): number {
  const [a, b] = [momentsOf(first), momentsOf(second)]
  const [own, other] = [a.variance / a.count, b.variance / b.count]
  const square = own + other
  if (square < 1e-24) return Number(Math.abs(a.mean - b.mean) < 1e-12)
  const degrees = square ** 2 / (own ** 2 / (a.count - 1) + other ** 2 / (b.count - 1))
  return studentP((a.mean - b.mean) / Math.sqrt(square), degrees)
}
