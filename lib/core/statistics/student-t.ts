import { logGamma } from './log-gamma'

/** Regularized incomplete beta function by its continued fraction (Lentz; DLMF 8.17.22). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a)
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a
  let [c, d] = [1, 1 / (1 - ((a + b) * x) / (a + 1))]
  let fraction = d
  for (let step = 1; step <= 300; step += 1) {
    for (const term of [
      (step * (b - step) * x) / ((a + 2 * step - 1) * (a + 2 * step)),
      (-(a + step) * (a + b + step) * x) / ((a + 2 * step) * (a + 2 * step + 1)),
    ]) {
      d = 1 / (1 + term * d)
      c = 1 + term / c
      fraction *= c * d
    }
    if (Math.abs(c * d - 1) < 1e-15) break
  }
  return front * fraction
}

/** Two-sided p value of Student's t distribution. */
export function studentP(t: number, degrees: number): number {
  return incompleteBeta(degrees / (degrees + t ** 2), degrees / 2, 0.5)
}

/** The value that |t| exceeds in 5 % of samples, by bisection. */
export function studentQuantile(degrees: number): number {
  let [low, high] = [1.9, 13]
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (studentP(middle, degrees) > 0.05) low = middle
    else high = middle
  }
  return high
}
