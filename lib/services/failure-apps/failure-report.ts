import type { PublicInputField } from '@/lib/contracts/public'
import { MAX_API_TEXT } from '@/lib/contracts/public'
import type { Json, JsonObject } from '@/lib/core/json'

/** A failed run as the app on failure receives it. */
export interface FailureReport {
  app: string
  run: string
  link: string
  environment: string
  version: number | null
  /** Label of the step that failed; empty if no step did. */
  node: string
  code: string
  message: string
  at: string
  /** Only if the app on failure may read them. */
  inputs?: JsonObject
}

/**
 * The inputs of the app on failure. A chat receives a message; a form those values for which it has a field, by name.
 * Several failures are one report with their number and a list.
 */
export function reportInputs(
  target: { inputFields: readonly PublicInputField[]; messageField: string | null },
  reports: readonly [FailureReport, ...FailureReport[]],
): JsonObject {
  if (target.messageField !== null)
    return { [target.messageField]: reports.map(asText).join('\n\n').slice(0, MAX_API_TEXT) }
  const [first] = reports
  const values: JsonObject = {
    ...first,
    count: reports.length,
    failures: reports.map((report): JsonObject => ({ ...report })),
  }
  return Object.fromEntries(
    target.inputFields.flatMap(({ name, type }): [string, Json][] => {
      const value = Object.hasOwn(values, name) ? (values[name] ?? null) : null
      const fitted = valueFor(type, value)
      return fitted === null ? [] : [[name, fitted]]
    }),
  )
}

/** A value as the field accepts it; null if it does not. */
function valueFor(type: PublicInputField['type'], value: Json): Json {
  if (value === null || type === 'json') return value
  if (type === 'number') return typeof value === 'number' ? value : null
  if (type !== 'text' && type !== 'long-text') return null
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, MAX_API_TEXT)
}

function asText({ app, run, link, environment, version, node, code, message, at, inputs }: FailureReport): string {
  return [
    `App: ${app}`,
    `Run: ${run}`,
    `Link: ${link}`,
    `Environment: ${environment}`,
    `Version: ${version ?? ''}`,
    `Step: ${node}`,
    `Code: ${code}`,
    `Message: ${message}`,
    `Time: ${at}`,
    ...(inputs === undefined ? [] : [`Inputs: ${JSON.stringify(inputs)}`]),
  ].join('\n')
}
