import { RE2JS } from 're2js'
import { CaseCheck } from '@/lib/contracts/case-checks'
import { caseText } from '@/lib/contracts/example-data'
import type { Json, JsonObject } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { isRecord } from '../file-values'

export type Assertion = JsonObject

interface Report {
  drop(reason: Problem): void
  change(reason: Problem): void
}

const CODE = ['javascript', 'python', 'ruby', 'webhook', 'is-valid-openai-function-call']
const HTML = '(?is)<(?:!doctype|[a-z][a-z0-9-]*)\\b[^>]*>'
const XML = '(?s)<([A-Za-z_][\\w.-]*)[^>]*(?:/>|>.*</[A-Za-z_][\\w.-]*>)'
const MAX_PATTERN = 1_000

/** The check of a deterministic assertion. Code, files and unknown assertions are reported, and never executed. */
export function checkOf(assertion: Assertion, report: Report): CaseCheck[] {
  const named = String(assertion.type ?? '').slice(0, 80)
  const not = named.startsWith('not-')
  const type = not ? named.slice('not-'.length) : named
  if (CODE.includes(type)) report.drop(problem('evaluationFiles.code', { type }))
  else if (hasFile(assertion.value)) report.drop(problem('evaluationFiles.fileReference'))
  else if (hasTemplate(assertion.value)) report.drop(problem('evaluationFiles.template'))
  else {
    const settings = settingsOf(type, assertion, report)
    const parsed = settings && CaseCheck.safeParse({ scorer: { id: settings.kind, ...settings } })
    if (parsed?.success) return [withOptions(parsed.data, assertion, type, not)]
    if (settings !== undefined) report.drop(problem('evaluationFiles.unsupported', { type: named }))
  }
  return []
}

function withOptions(check: CaseCheck, { value, weight }: Assertion, type: string, not: boolean): CaseCheck {
  const isCompared = COMPARED.has(type) && value !== undefined
  return {
    ...check,
    ...(isCompared ? { expected: value } : {}),
    ...(not ? { not } : {}),
    ...(typeof weight === 'number' && weight > 0 && weight <= 1_000 && weight !== 1 ? { weight } : {}),
  }
}

/** Assertions whose scorer compares with the expected value. */
const COMPARED = new Set(['equals', 'levenshtein', 'rouge-n', 'similar'])

type Settings = { kind: string } & JsonObject

/** @returns null if the assertion is not supported, undefined if the reason was already reported */
function settingsOf(type: string, { value, threshold }: Assertion, report: Report): Settings | null | undefined {
  const limit = typeof threshold === 'number' ? threshold : null
  const contains = (mode: string, compare: string): Settings | null => {
    const texts = textsOf(value)
    return texts.length === 0 ? null : { kind: 'contains', mode, compare, texts }
  }
  const similar = (settings: Settings): Settings => {
    report.change(problem('evaluationFiles.measureChanged', { name: type }))
    return settings
  }
  switch (type) {
    case 'equals':
      return isRecord(value) || Array.isArray(value) ? { kind: 'json-fields' } : { kind: 'equal', normalize: false }
    case 'contains':
    case 'contains-all':
      return contains('all', 'exact')
    case 'icontains':
    case 'icontains-all':
      return contains('all', 'any-case')
    case 'contains-any':
      return contains('any', 'exact')
    case 'icontains-any':
      return contains('any', 'any-case')
    case 'starts-with':
      return contains('start', 'exact')
    case 'regex':
      return regexOf(value, report)
    case 'is-json':
      return { kind: 'json-schema', schema: isRecord(value) ? value : {} }
    case 'contains-json':
      return similar({ kind: 'json-schema', schema: isRecord(value) ? value : {} })
    case 'is-html':
    case 'contains-html':
      return similar({ kind: 'regex', pattern: HTML })
    case 'is-xml':
    case 'contains-xml':
      return similar({ kind: 'regex', pattern: XML })
    case 'latency':
      return limit === null ? null : { kind: 'latency', maxMs: Math.max(1, Math.round(limit)) }
    case 'cost':
      return limit === null ? null : { kind: 'cost', maxMicros: Math.round(limit * 1e6) }
    case 'levenshtein':
      return similar({ kind: 'edit-distance', passAt: editShare(value, limit ?? 5) })
    case 'rouge-n':
      return similar({ kind: 'rouge-l', passAt: limit ?? 0.75 })
    case 'similar':
      return similar({ kind: 'similarity', passAt: limit ?? 0.75 })
    case 'word-count':
      return wordCount(value)
    case 'is-refusal':
      return similar({ kind: 'abstention' })
    default:
      return null
  }
}

/** Lookarounds and backreferences need exponential time in the worst case, so RE2 has none. */
function regexOf(value: Json | undefined, report: Report): Settings | null | undefined {
  if (typeof value !== 'string' || value === '') return null
  if (value.length > MAX_PATTERN) report.drop(problem('evaluationFiles.patternTooLong', { max: MAX_PATTERN }))
  else
    try {
      RE2JS.compile(value)
      return { kind: 'regex', pattern: value }
    } catch {
      report.drop(problem('evaluationFiles.patternInvalid'))
    }
  return undefined
}

/** promptfoo counts edits, our measure is a share of the longer text. */
function editShare(value: Json | undefined, edits: number): number {
  const length = value === undefined ? 0 : [...caseText(value)].length
  return length === 0 ? 1 : Math.max(0, 1 - edits / Math.max(length, edits))
}

function wordCount(value: Json | undefined): Settings | null {
  if (typeof value === 'number') return { kind: 'length', unit: 'words', min: value, max: value }
  if (!isRecord(value)) return null
  const { min, max } = value
  return {
    kind: 'length',
    unit: 'words',
    ...(typeof min === 'number' ? { min } : {}),
    max: typeof max === 'number' ? max : 1_000_000,
  }
}

function textsOf(value: Json | undefined): string[] {
  const items = Array.isArray(value) ? value : typeof value === 'string' ? [value] : []
  const one = typeof value === 'number' ? [value] : []
  return [...items, ...one].map((item) => caseText(item)).filter((text) => text.trim() !== '')
}

const hasFile = (value: Json | undefined): boolean =>
  typeof value === 'string'
    ? /^(file|package|exec):\/\//.test(value.trim())
    : Array.isArray(value) && value.some(hasFile)

/** Whether the text still has expressions. Variables were filled in before, so these are of other kinds. */
const hasTemplate = (value: Json | undefined): boolean =>
  typeof value === 'string' ? /\{\{|\{%/.test(value) : Array.isArray(value) && value.some(hasTemplate)
