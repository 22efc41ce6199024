import { pathKey } from '@/lib/engine/state/path-key'

export type StepLabels = Readonly<Record<string, string>>

/** The label of a step. Steps of other apps are listed under the path of their frame. */
export function stepLabel(labels: StepLabels, path: readonly string[]): string {
  const id = path.at(-1) ?? ''
  return labels[innerKey(labels, path) ?? id] ?? id
}

/** Whether the step belongs to the run's own app, where a rerun can start. */
export function isOwnStep(labels: StepLabels, path: readonly string[]): boolean {
  return innerKey(labels, path) === undefined && Object.hasOwn(labels, path.at(-1) ?? '')
}

function innerKey(labels: StepLabels, path: readonly string[]): string | undefined {
  const id = path.at(-1) ?? ''
  for (let end = path.length - 1; end > 0; end -= 1) {
    const key = pathKey([...path.slice(0, end), id])
    if (Object.hasOwn(labels, key)) return key
  }
  return undefined
}
