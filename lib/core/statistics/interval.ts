/** A two-sided 95 % interval. */
export interface Interval {
  low: number
  high: number
}

/** The 97.5 % quantile of the standard normal distribution. */
export const NORMAL_QUANTILE = 1.959963984540054
