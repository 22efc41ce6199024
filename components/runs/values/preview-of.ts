import { asFileRefs } from '@/lib/core/file-ref'
import type { Json } from '@/lib/core/json'
import { plainMarkdown } from '@/lib/core/plain-markdown'
import type { NodeState } from '@/lib/engine/state/run-state'

const LENGTH = 140

/** A short text of a node's output; while streaming, the end of the text. */
export function previewOf({ status, text, outputs }: Pick<NodeState, 'status' | 'text' | 'outputs'>): string {
  if (status === 'running' && text !== '') return text.length > LENGTH ? `…${text.slice(-LENGTH)}` : text
  if (status !== 'done' || !outputs) return ''
  const value = Object.values(outputs).find(hasContent)
  return value === undefined ? '' : shorten(value)
}

function hasContent(value: Json): boolean {
  return value !== '' && value !== null && !(Array.isArray(value) && value.length === 0)
}

function shorten(value: Json): string {
  const files = asFileRefs(value)
  if (files) return files.map(({ name }) => name).join(', ')
  if (Array.isArray(value) && value.length > 0 && value.every(isPassage)) {
    return value
      .map((passage) => String(passage.documentName))
      .filter(isFirst)
      .join(', ')
  }
  const last = Array.isArray(value) ? value.at(-1) : undefined
  if (last !== undefined && isMessage(last)) return shorten(last.content)
  const text = typeof value === 'string' ? plainMarkdown(value.slice(0, 4 * LENGTH)).trim() : JSON.stringify(value)
  return text.length > LENGTH ? `${text.slice(0, LENGTH)}…` : text
}

function isPassage(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, 'documentName')
}

function isMessage(value: Json): value is { role: Json; content: string } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.hasOwn(value, 'role') && typeof value.content === 'string'
}

function isFirst<Value>(value: Value, index: number, all: readonly Value[]): boolean {
  return all.indexOf(value) === index
}
