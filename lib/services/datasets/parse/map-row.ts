import type { ExampleMapping } from '@/lib/contracts/dataset-sources'
import { ExampleSplit } from '@/lib/contracts/datasets'
import { type DatasetKind, EXAMPLE_FIELDS } from '@/lib/contracts/example-data'
import type { Json, JsonObject } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import { type ReadExample, readExample } from '../example-kinds'
import { questionIn, readMessages } from './read-messages'

export type MappedRow = ReadExample & { split: ExampleSplit | null }

/** Maps a row to an example by the selected columns. */
export function mapRow(kind: DatasetKind, mapping: ExampleMapping, values: JsonObject): MappedRow {
  const split = splitIn(mapping.split === undefined ? undefined : cellOf(values, mapping.split))
  if (split === undefined) return { ok: false, reason: problem('datasets.splitUnknown'), split: null }
  const column = (field: string) => {
    const name = Object.hasOwn(mapping.fields, field) ? mapping.fields[field] : undefined
    return name === undefined ? undefined : cellOf(values, name)
  }
  return { ...readFields(kind, column), split }
}

function readFields(kind: DatasetKind, column: (field: string) => Json | undefined): ReadExample {
  const messages = kind === 'classification' || kind === 'case' ? undefined : column('messages')
  if (messages !== undefined) {
    const conversation = readMessages(messages)
    if (!conversation.ok) return conversation
    return kind === 'chat'
      ? readExample('chat', { messages: conversation.messages })
      : questionIn(conversation.messages)
  }
  if (kind === 'case') return readCase(column)
  if (kind === 'chat') {
    const messages = [
      { role: 'system', content: textOf(column('system')) },
      { role: 'user', content: textOf(column('question')) },
      { role: 'assistant', content: textOf(column('answer')) },
    ]
    return readExample('chat', {
      messages: messages.filter(({ role, content }) => role !== 'system' || content !== undefined),
    })
  }
  const entries = EXAMPLE_FIELDS[kind].map((field) => [field, textOf(column(field))] as const)
  const filled = entries.filter(
    ([field, value]) => value !== undefined && !(field === 'context' && value.trim() === ''),
  )
  return readExample(kind, Object.fromEntries(filled))
}

function readCase(column: (field: string) => Json | undefined): ReadExample {
  const [question, answer, passage, group] = EXAMPLE_FIELDS.case.map((field) => textOf(column(field))?.trim() ?? '')
  return readExample('case', {
    inputs: question ? { message: question } : {},
    ...(answer ? { expected: answer } : {}),
    ...(passage ? { passages: [{ documentId: null, quote: passage }] } : {}),
    ...(group ? { group } : {}),
  })
}

/** Columns named like a field or a common synonym of it. */
export function suggestMapping(kind: DatasetKind, columns: readonly string[]): ExampleMapping {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
  const find = (names: readonly string[]) => columns.find((column) => names.includes(plain(column)))
  const fields = EXAMPLE_FIELDS[kind].flatMap((field) => {
    const column = find([plain(field), ...(SYNONYMS[field] ?? [])])
    return column === undefined ? [] : [[field, column] as const]
  })
  const split = find(['split', 'part', 'subset'])
  // Whole conversations contain more than a separate question.
  const used = fields.some(([field]) => field === 'messages')
    ? fields.filter(([field]) => field === 'messages')
    : fields
  return { fields: Object.fromEntries(used), ...(split === undefined ? {} : { split }) }
}

const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  messages: ['conversation', 'conversations', 'chat', 'dialog', 'dialogue'],
  system: ['systemprompt'],
  question: ['prompt', 'instruction', 'input', 'query', 'user', 'q', 'frage'],
  answer: ['response', 'output', 'completion', 'assistant', 'reply', 'a', 'antwort', 'target'],
  context: ['passage', 'document', 'background'],
  passage: ['quote', 'evidence', 'reference'],
  group: ['cluster', 'documentid', 'customer'],
  text: ['sentence', 'content', 'message', 'utterance', 'query', 'input', 'review', 'body'],
  label: ['category', 'class', 'intent', 'labeltext', 'labelname', 'target', 'topic', 'sentiment'],
}

function cellOf(values: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined
}

/** @returns undefined if there is no such split */
function splitIn(value: Json | undefined): ExampleSplit | null | undefined {
  const text = textOf(value)?.trim().toLowerCase() ?? ''
  if (text === '') return null
  if (text === 'val' || text === 'dev' || text === 'valid') return 'validation'
  return ExampleSplit.safeParse(text).data
}

function textOf(value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return value
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
