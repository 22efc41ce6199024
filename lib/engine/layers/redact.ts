import { LazyMap } from '@/lib/core/lazy-map'
import type { RunEvent } from '../events'
import { REASONING_PORT } from '../reasoning-port'
import { pathKey } from '../state/path-key'
import type { RunLayer } from './run-layer'
import { longestFirst, secretForms } from './secret-forms'
import { suffixToHold } from './suffix-to-hold'

const MIN_SECRET_LENGTH = 8
type Delta = Extract<RunEvent, { type: 'node-delta' }>

/**
 * Replaces the values of secrets by `[redacted]` in all texts of all events: verbatim, in JSON, in
 * URLs and in base64. Shorter values are not redacted, since they occur in ordinary text.
 * @param secrets read for every event, because more become known during the run.
 */
export function redact(secrets: ReadonlySet<string>): RunLayer {
  let knownCount = 0
  /** Ends of streamed texts that may be the start of a secret, by path. */
  const heldDeltas = new LazyMap<string, Delta>()
  let forms: readonly string[] = []
  const learn = () => {
    if (secrets.size === knownCount) return
    knownCount = secrets.size
    forms = formsOf(secrets)
  }
  const redactDelta = (event: Delta): RunEvent | RunEvent[] => {
    const key = keyOf(event)
    const text = redactText((heldDeltas.get(key)?.text ?? '') + event.text, forms)
    const length = suffixToHold(text, forms)
    heldDeltas.delete(key)
    if (length === 0 && text === event.text) return event
    if (length > 0) heldDeltas.set(key, { ...event, text: text.slice(text.length - length) })
    return length === text.length ? [] : [{ ...event, text: text.slice(0, text.length - length) }]
  }
  return {
    onEvent(event) {
      learn()
      if (forms.length === 0) return event
      if (event.type === 'node-delta') return redactDelta(event)
      // Most events contain no secret, and checking allocates nothing.
      const redacted = holds(event, forms) ? redactEvent(event, forms) : event
      const released = release(heldDeltas, event)
      return released.length === 0 ? redacted : [...released, redacted]
    },
  }
}

/** Longest first. Most runs know a single secret, whose forms are cached. */
function formsOf(secrets: ReadonlySet<string>): readonly string[] {
  const each = [...secrets].filter(({ length }) => length >= MIN_SECRET_LENGTH).map(secretForms)
  const [first = [], ...others] = each
  return others.length === 0 ? first : [...new Set(each.flat())].toSorted(longestFirst)
}

const NOTHING_HELD: readonly Delta[] = []
/** Emits a node's held text before its end; the text of a failed attempt is discarded. */

function release(heldDeltas: LazyMap<string, Delta>, event: RunEvent): readonly Delta[] {
  if (event.type !== 'node-end' && event.type !== 'node-retry' && event.type !== 'node-error') return NOTHING_HELD
  const path = pathKey(event.path)
  const deltas = [`${path}${REASONING_PORT}`, path].flatMap((key) => heldDeltas.get(key) ?? [])
  heldDeltas.delete(path)
  heldDeltas.delete(`${path}${REASONING_PORT}`)
  return event.type === 'node-end' ? deltas : NOTHING_HELD
}

/** Text and reasoning of a node stream separately. */
const keyOf = ({ path, port }: Delta): string =>
  port === REASONING_PORT ? `${pathKey(path)}${REASONING_PORT}` : pathKey(path)

/** Whether one of the forms occurs in a string or key. Loops, since every event of every run passes through. */
function holds(value: unknown, forms: readonly string[]): boolean {
  if (typeof value === 'string') return holdsForm(value, forms)
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) {
    for (const item of value) if (holds(item, forms)) return true
    return false
  }
  for (const key in value) if (holdsForm(key, forms) || holds(Reflect.get(value, key), forms)) return true
  return false
}

function holdsForm(text: string, forms: readonly string[]): boolean {
  // Most keys and many values are shorter than the shortest form.
  if (text.length < shortestOf(forms)) return false
  for (const form of forms) if (text.includes(form)) return true
  return false
}

function redactEvent(event: RunEvent, forms: readonly string[]): RunEvent {
  // A secret that equals one of our own identifiers must not change the event type.
  return Object.assign({}, event, redactFields(event, forms), { type: event.type })
}

function redactFields(value: object, forms: readonly string[]): object {
  // fromEntries defines own properties, so that `__proto__` as a key is harmless.
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
  if (!holdsForm(text, forms)) return text
  let result = text
  for (const form of forms) if (result.includes(form)) result = result.replaceAll(form, '[redacted]')
  return result
}

/** The last form, since they are sorted by descending length. */
const shortestOf = (forms: readonly string[]): number => forms.at(-1)?.length ?? 0
