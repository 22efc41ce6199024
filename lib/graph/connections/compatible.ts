import { textRef } from '@/lib/messages/problems/text-ref'
import type { TextRef } from '@/lib/messages/problems/types'
import { type CapabilityKind, type DataKind, isCapabilityKind, type Port, type PortKind } from '../ports'

export type Connectable = { ok: true } | { ok: false; reason: TextRef }

type PortType = Pick<Port, 'kind' | 'list' | 'many'>

/**
 * Conversions of each kind, besides itself and `any`. Text is never parsed into structure. JSON may
 * contain messages or passages, which is checked at run time.
 */
const CONVERSIONS: Readonly<Record<DataKind, readonly DataKind[]>> = {
  text: ['messages'],
  json: ['text', 'messages', 'documents'],
  number: ['text', 'json'],
  boolean: ['text', 'json'],
  messages: ['text', 'json'],
  documents: ['text', 'json'],
  file: ['json', 'text', 'documents'],
  image: ['file', 'json'],
  audio: ['file', 'json'],
  any: [],
}

const NAMES: Readonly<Record<PortKind, TextRef>> = {
  text: textRef('connect.text'),
  json: textRef('connect.json'),
  number: textRef('connect.number'),
  boolean: textRef('connect.boolean'),
  messages: textRef('connect.messages'),
  documents: textRef('connect.documents'),
  file: textRef('connect.file'),
  image: textRef('connect.image'),
  audio: textRef('connect.audio'),
  any: textRef('connect.any'),
  'chat-model': textRef('connect.chatModel'),
  'embedding-model': textRef('connect.embeddingModel'),
  reranker: textRef('connect.reranker'),
  'speech-model': textRef('connect.speechModel'),
  retriever: textRef('connect.retriever'),
  tool: textRef('connect.tool'),
  memory: textRef('connect.memory'),
}

/** Whether the kinds allow an edge from this output to this input. */
export function canConnect(from: PortType, to: PortType): Connectable {
  const { kind: source } = from
  const { kind: target } = to
  if (isCapabilityKind(source) || isCapabilityKind(target)) return canBind(source, target)
  if (source === 'any' || target === 'any') return { ok: true }
  const takesList = to.list === true
  if (from.list === true && !takesList) {
    if (target === 'json' || target === 'text') return { ok: true }
    // Passages are a list: each file becomes the passages of its pages.
    if (source === 'file' && target === 'documents') return { ok: true }
    return reject(textRef('connect.listToOne', { kind: NAMES[source] }))
  }
  // JSON may be the list itself; anything else becomes a list of one item.
  if (takesList && from.list !== true && source === 'json') return { ok: true }
  if (source === target || CONVERSIONS[source].includes(target)) return { ok: true }
  if (source === 'text' && target === 'json') {
    return reject(textRef('connect.textToJson'))
  }
  return reject(textRef('connect.kindsDiffer', { from: NAMES[source], to: NAMES[target] }))
}

export function nameOfKind(kind: PortKind): TextRef {
  return NAMES[kind]
}

function canBind(source: PortKind, target: PortKind): Connectable {
  if (source === target) return { ok: true }
  if (isCapabilityKind(source) && isCapabilityKind(target)) {
    return reject(textRef('connect.connectorsDiffer', { from: NAMES[source], to: NAMES[target] }))
  }
  return isCapabilityKind(source) ? rejectCapability(source) : rejectValue(target)
}

function rejectCapability(source: CapabilityKind): Connectable {
  return reject(textRef('connect.connectorToValue', { kind: NAMES[source] }))
}

function rejectValue(target: PortKind): Connectable {
  return reject(textRef('connect.valueToConnector', { kind: NAMES[target] }))
}

function reject(reason: TextRef): Connectable {
  return { ok: false, reason }
}
