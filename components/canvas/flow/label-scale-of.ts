/** Ratio of two steps. */
const STEP = 1.2

/** By how much names are enlarged on a canvas of this zoom: at least its inverse, never below 1. */
export function labelScale(zoom: number): number {
  const steps = Math.ceil(Math.log(1 / zoom) / Math.log(STEP) - 1e-9)
  return steps <= 0 ? 1 : Number((STEP ** steps).toFixed(3))
}
