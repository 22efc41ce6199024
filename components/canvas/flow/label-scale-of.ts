/** The scale changes in steps, each larger than the previous one by this factor. */
const STEP = 1.2

/** The enlargement of names at a zoom: at least the inverse of the zoom, and never below 1. */
export function labelScale(zoom: number): number {
  const steps = Math.ceil(Math.log(1 / zoom) / Math.log(STEP) - 1e-9)
  return steps <= 0 ? 1 : Number((STEP ** steps).toFixed(3))
}
