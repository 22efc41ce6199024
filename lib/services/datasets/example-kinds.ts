import type { CaseCheck } from '@/lib/contracts/case-checks'
import {
  type ChatExample,
  caseText,
  type DatasetKind,
  EXAMPLE_SCHEMAS,
  type ExampleData,
} from '@/lib/contracts/example-data'
import type { Json, JsonObject } from '@/lib/core/json'
import { maskPersonalData, PERSONAL_KINDS, type PersonalKind } from '@/lib/core/personal-data/find-personal-data'
import { addEnglish } from '@/lib/messages/problems/add-english'
import { issueText } from '@/lib/messages/problems/issue-text'
import { keyIssues } from '@/lib/messages/problems/key-issues'
import { problem } from '@/lib/messages/problems/problem'
import { textRef } from '@/lib/messages/problems/text-ref'
import type { Problem } from '@/lib/messages/problems/types'

export type ReadExample = { ok: true; data: ExampleData } | { ok: false; reason: Problem }

/** Validates one example by its kind; the reason is written for the person who uploaded it. */
export function readExample(kind: DatasetKind, value: unknown): ReadExample {
  const parsed = EXAMPLE_SCHEMAS[kind].safeParse(value, { error: keyIssues })
  if (parsed.success) return { ok: true, data: parsed.data }
  const [issue] = parsed.error.issues
  const place = issue?.path.map((part) => (typeof part === 'number' ? part + 1 : String(part))).join(' ') ?? ''
  const reason = addEnglish((issue && issueText(issue)) ?? textRef('zod.unreadable'))
  return { ok: false, reason: place === '' ? reason : problem('datasets.atPlace', { place, problem: reason }) }
}

/** The question without the answer, as sent to a model. */
export function inputOf(data: ExampleData): string {
  if ('messages' in data)
    return data.messages
      .slice(0, -1)
      .map(({ content }) => content)
      .join('\n')
  if ('inputs' in data) return Object.values(data.inputs).map(caseText).join('\n')
  return 'question' in data ? data.question : data.text
}

/** The expected output. */
export function outputOf(data: ExampleData): string {
  if ('messages' in data) return data.messages.at(-1)?.content ?? ''
  if ('inputs' in data) return data.expected === undefined ? '' : caseText(data.expected)
  return 'question' in data ? data.answer : data.label
}

export function labelOf(data: ExampleData): string | null {
  return 'label' in data ? data.label : null
}

export function textsOf(data: ExampleData): string[] {
  if ('messages' in data) return data.messages.map(({ content }) => content)
  if ('question' in data) return [data.question, data.answer, ...(data.context === undefined ? [] : [data.context])]
  if ('inputs' in data) return [inputOf(data), outputOf(data)]
  return [data.text, data.label]
}

/** One line for lists: the last question and its answer. */
export function previewOf(data: ExampleData): string {
  const question = 'messages' in data ? lastQuestion(data) : inputOf(data)
  const line = (text: string, length: number) => [...text.replace(/\s+/g, ' ').trim()].slice(0, length).join('')
  return `${line(question, 160)} → ${line(outputOf(data), 120)}`
}

function lastQuestion({ messages }: ChatExample): string {
  return messages.findLast(({ role }) => role === 'user')?.content ?? ''
}

/** Ignores case, white space and punctuation, so that equal questions are recognized. */
export function normalizeInput(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase()
  const normalized = folded.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
  return normalized === '' ? folded.trim() : normalized
}

/** The example without personal data, and the kinds that were found. */
export function maskExample(data: ExampleData): { masked: ExampleData | null; kinds: PersonalKind[] } {
  const found = new Set<PersonalKind>()
  const mask = (text: string) => {
    const { text: masked, kinds } = maskPersonalData(text)
    for (const kind of kinds) found.add(kind)
    return masked
  }
  const masked = mapTexts(data, mask)
  return { masked: found.size === 0 ? null : masked, kinds: PERSONAL_KINDS.filter((kind) => found.has(kind)) }
}

function mapTexts(data: ExampleData, change: (text: string) => string): ExampleData {
  if ('messages' in data)
    return { messages: data.messages.map(({ role, content }) => ({ role, content: change(content) })) }
  if ('question' in data)
    return {
      question: change(data.question),
      answer: change(data.answer),
      ...(data.context === undefined ? {} : { context: change(data.context) }),
    }
  if ('inputs' in data) {
    const { expected, history, tools, checks, ...rest } = data
    const masked = (values: JsonObject): JsonObject =>
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, mapJson(value, change)]))
    return {
      ...rest,
      ...(history ? { history: history.map(({ role, content }) => ({ role, content: change(content) })) } : {}),
      ...(tools ? { tools: tools.map((tool) => ({ ...tool, outputs: masked(tool.outputs) })) } : {}),
      ...(checks ? { checks: checks.map((check) => maskCheck(check, change)) } : {}),
      inputs: masked(data.inputs),
      ...(expected === undefined ? {} : { expected: mapJson(expected, change) }),
    }
  }
  return { text: change(data.text), label: change(data.label) }
}

/** Patterns and schemas stay: a changed one would no longer be valid. */
function maskCheck(check: CaseCheck, change: (text: string) => string): CaseCheck {
  const { scorer, expected } = check
  return {
    ...check,
    scorer: scorer.kind === 'contains' ? { ...scorer, texts: scorer.texts.map(change) } : scorer,
    ...(expected === undefined ? {} : { expected: mapJson(expected, change) }),
  }
}

function mapJson(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((item) => mapJson(item, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mapJson(item, change)]))
}

/** An example as exported, with its label masked: rows stored before labels were masked have the original. */
export function leavingExample(row: {
  data: ExampleData
  masked: ExampleData | null
  keepPersonal: boolean
}): ExampleData {
  if (row.keepPersonal) return row.data
  const shown = row.masked ?? row.data
  return 'label' in shown ? { ...shown, label: maskLabel(shown.label) } : shown
}

/** The exported name of a class: one that contains personal data is replaced by its kind. */
export function maskLabel(label: string): string {
  return maskPersonalData(label).text
}
