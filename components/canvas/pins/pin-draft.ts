import { localizeText } from '@/lib/client/messages/localize-text'
import { t } from '@/lib/client/messages/t'
import { AppError } from '@/lib/core/app-error'
import { type Json, type JsonObject, JsonSchema } from '@/lib/core/json'
import { explainValue } from '@/lib/graph/connections/explain-value'
import type { Port } from '@/lib/graph/ports'
import { matchesPattern } from '@/lib/nodes/shared/guards/matches-pattern'

/** An output in its form field: text unchanged, other values as JSON. */
export interface PinDraft {
  /** Whether the pin provides a value for this output. */
  isProvided: boolean
  text: string
}

type PinnedPort = Pick<Port, 'id' | 'label' | 'kind' | 'list' | 'schema'>

/** Text is entered directly; every other kind as JSON. */
export const isPlainText = ({ kind, list }: PinnedPort): boolean => kind === 'text' && !list

/** @param outputs the pinned or latest outputs, or null if unknown: each field then starts empty */
export function pinDraft(port: PinnedPort, outputs: JsonObject | null): PinDraft {
  if (outputs && !Object.hasOwn(outputs, port.id)) return { isProvided: false, text: '' }
  const value = outputs?.[port.id] ?? (outputs ? null : emptyOf(port))
  return {
    isProvided: true,
    text: isPlainText(port) && typeof value === 'string' ? value : JSON.stringify(value, null, 2),
  }
}

function emptyOf({ kind, list }: PinnedPort): Json {
  if (list || kind === 'messages' || kind === 'documents') return []
  if (kind === 'text') return ''
  if (kind === 'number') return 0
  return kind === 'boolean' ? false : {}
}

type ReadPin = { ok: true; outputs: JsonObject } | { ok: false; problems: Readonly<Record<string, string>> }

/** The outputs from the fields, or problems by port. */
export function readPin(ports: readonly PinnedPort[], drafts: Readonly<Record<string, PinDraft>>): ReadPin {
  const outputs: JsonObject = {}
  const problems: Record<string, string> = {}
  for (const port of ports) {
    const draft = drafts[port.id]
    if (!draft?.isProvided) continue
    const parsed = isPlainText(port) ? { value: draft.text } : parse(draft.text)
    const problem = 'problem' in parsed ? parsed.problem : explain(parsed.value, port)
    if (problem !== null) problems[port.id] = problem
    else if ('value' in parsed) outputs[port.id] = parsed.value
  }
  return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, outputs }
}

/** Explains why a value does not fit its port. An invalid pattern is an error of the schema, so it is ignored. */
function explain(value: Json, port: PinnedPort): string | null {
  try {
    const problem = explainValue(value, port, matchesPattern)
    return problem === null ? null : localizeText(problem)
  } catch (error) {
    if (!AppError.isInstance(error)) throw error
    const problem = explainValue(value, port)
    return problem === null ? null : localizeText(problem)
  }
}

function parse(text: string): { value: Json } | { problem: string } {
  try {
    return { value: JsonSchema.parse(JSON.parse(text)) }
  } catch (error) {
    return { problem: t('canvasRuns.pinInvalid', { reason: error instanceof SyntaxError ? error.message : '' }) }
  }
}
