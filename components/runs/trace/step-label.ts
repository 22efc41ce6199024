import { pathKey } from '@/lib/engine/state/path-key'

export type StepLabels = Readonly<Record<string, string>>

/** What a step is called. Steps of other apps are listed by the path of the frame that the app ran in. */
export function stepLabel(labels: StepLabels, path: readonly string[]): string {
  const id = path.at(-1) ?? ''
  return labels[innerKey(labels, path) ?? id] ?? id
}

/** Whether it is a step of the run's own app, where a run can begin again. */
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
