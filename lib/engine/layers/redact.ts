import type { RunEvent } from '../events'
import type { RunLayer } from './run-layer'
import { secretForms } from './secret-forms'

const SHORTEST = 8

/**
 * Replaces the values of secrets by `[redacted]` in every text of every event: as they are, in JSON, in URLs and in base64.
 * Shorter values are left alone, since they would tear ordinary text apart (T83).
 * @param secrets read at every event, because secrets become known while the run goes on.
 */
export function redact(secrets: () => Iterable<string>): RunLayer {
  const known = new Set<string>()
  let forms: string[] = []
  return {
    onEvent(event) {
      for (const secret of secrets()) {
        if (secret.length < SHORTEST || known.has(secret)) continue
        known.add(secret)
        forms = [...new Set([...forms, ...secretForms(secret)])].toSorted((a, b) => b.length - a.length)
      }
      return forms.length === 0 ? event : redactEvent(event, forms)
    },
  }
}

function redactEvent(event: RunEvent, forms: readonly string[]): RunEvent {
  return Object.assign({}, event, redactFields(event, forms))
}

function redactFields(value: object, forms: readonly string[]): object {
  // fromEntries defines own properties, whatever their names are (T31).
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [redactText(key, forms), redactValue(item, forms)]),
  )
}

function redactValue(value: unknown, forms: readonly string[]): unknown {
  if (typeof value === 'string') return redactText(value, forms)
  if (Array.isArray(value)) return value.map((item) => redactValue(item, forms))
  return typeof value === 'object' && value !== null ? redactFields(value, forms) : value
}

function redactText(text: string, forms: readonly string[]): string {
  let result = text
  for (const form of forms) if (result.includes(form)) result = result.replaceAll(form, '[redacted]')
  return result
}
