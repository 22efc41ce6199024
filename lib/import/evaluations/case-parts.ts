import type { ExampleSplit } from '@/lib/contracts/datasets'
import type { CaseExample } from '@/lib/contracts/example-data'
import type { Json, JsonObject } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import type { FileReader } from './evaluation-file'
import { isRecord } from './file-values'

type Inputs = Pick<CaseExample, 'inputs' | 'history'>

/** Converts a string, a conversation or named values to inputs of an app; null for anything else. */
export function inputsOf(input: Json | undefined, reader: FileReader, row: number, field: string): Inputs | null {
  if (typeof input === 'string') return input.trim() === '' ? null : { inputs: { message: input } }
  if (typeof input === 'number' || typeof input === 'boolean') return { inputs: { message: String(input) } }
  if (Array.isArray(input)) return conversationOf(input, reader, row, field)
  if (!isRecord(input)) return null
  const { messages, ...others } = input
  if (Array.isArray(messages) && messages.length > 0 && messages.every(isMessage)) {
    for (const name of Object.keys(others))
      reader.drop(row, `${field}.${name}`, problem('evaluationFiles.besideMessages'))
    return conversationOf(messages, reader, row, `${field}.messages`)
  }
  return Object.keys(input).length === 0 ? null : { inputs: input }
}

const isMessage = (value: unknown): boolean => isRecord(value) && typeof value.role === 'string'

/** The last message of the user is the input, earlier ones are the conversation. */
function conversationOf(items: readonly Json[], reader: FileReader, row: number, field: string): Inputs | null {
  const messages = items.filter(isRecord).map((message) => ({ role: message.role, text: textOf(message.content) }))
  const last = messages.findLastIndex(({ role }) => role === 'user' || role === 'human')
  const message = messages[last]?.text
  if (!message) return null
  if (last < messages.length - 1) reader.drop(row, field, problem('evaluationFiles.messagesAfter'))
  const history: NonNullable<CaseExample['history']> = []
  for (const { role, text } of messages.slice(0, last)) {
    if (role === 'user' || role === 'human') history.push({ role: 'user', content: text })
    else if (role === 'assistant' || role === 'ai') history.push({ role: 'assistant', content: text })
    else reader.drop(row, field, problem('evaluationFiles.messageRole', { role: String(role).slice(0, 40) }))
  }
  return { inputs: { message }, ...(history.length > 0 ? { history } : {}) }
}

/** The text of a message, whose content is a string or a list of parts. */
export function textOf(content: Json | undefined): string {
  if (typeof content === 'string') return content
  if (isRecord(content) && typeof content.text === 'string') return content.text
  if (!Array.isArray(content)) return ''
  return content
    .map(textOf)
    .filter((text) => text !== '')
    .join('\n')
}

/** An output that consists of one text is that text. */
export function outputOf(value: Json | undefined): Json | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (!isRecord(value)) return value
  const entries = Object.entries(value)
  const [only] = entries
  return entries.length === 1 && typeof only?.[1] === 'string' ? only[1] : value
}

const SPLITS: Readonly<Record<string, ExampleSplit>> = {
  train: 'train',
  training: 'train',
  test: 'test',
  testing: 'test',
  validation: 'validation',
  val: 'validation',
  dev: 'validation',
}

/** The split by its usual names; null for other names. */
export function splitOf(value: Json | undefined): ExampleSplit | null {
  const first = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' && Object.hasOwn(SPLITS, first.toLowerCase())
    ? (SPLITS[first.toLowerCase()] ?? null)
    : null
}

/** The texts of a list, as tags. */
export function tagsOf(value: Json | undefined): string[] {
  if (!Array.isArray(value)) return []
  const texts = value.filter((tag): tag is string => typeof tag === 'string').map((tag) => tag.trim().slice(0, 60))
  return [...new Set(texts.filter((tag) => tag !== ''))].slice(0, 20)
}

/** Reports values of the row that have no counterpart in a case. */
export function dropFields(reader: FileReader, row: number, values: JsonObject, names: readonly string[]): void {
  for (const name of names) {
    const value = values[name]
    const isEmpty = value === undefined || value === null || value === '' || isEmptyContainer(value)
    if (!isEmpty) reader.drop(row, name, problem('evaluationFiles.noPlace'))
  }
}

const isEmptyContainer = (value: Json): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0
