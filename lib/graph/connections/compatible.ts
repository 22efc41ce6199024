import { type CapabilityKind, type DataKind, isCapabilityKind, type Port, type PortKind } from '../ports'

export type Connectable = { ok: true } | { ok: false; reason: string }

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

const NAMES: Readonly<Record<PortKind, string>> = {
  text: 'text',
  json: 'JSON',
  number: 'a number',
  boolean: 'yes or no',
  messages: 'messages',
  documents: 'passages',
  file: 'a file',
  image: 'an image',
  audio: 'audio',
  any: 'any value',
  'chat-model': 'a chat model',
  'embedding-model': 'an embedding model',
  reranker: 'a reranker',
  'speech-model': 'a speech model',
  retriever: 'a retriever',
  tool: 'a tool',
  memory: 'a memory',
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
    return refuse(
      `This gives a list of ${NAMES[source]}, and the input takes one. Put a node in between that picks one.`,
    )
  }
  // JSON may be the list itself; anything else becomes a list of one item.
  if (takesList && from.list !== true && source === 'json') return { ok: true }
  if (source === target || CONVERSIONS[source].includes(target)) return { ok: true }
  if (source === 'text' && target === 'json') {
    return refuse('Text is not read as JSON by itself. Use a Structured output or a Code node in between.')
  }
  return refuse(`This gives ${NAMES[source]}, and the input takes ${NAMES[target]}.`)
}

export function nameOfKind(kind: PortKind): string {
  return NAMES[kind]
}

function canBind(source: PortKind, target: PortKind): Connectable {
  if (source === target) return { ok: true }
  if (isCapabilityKind(source) && isCapabilityKind(target)) {
    return refuse(`This offers ${NAMES[source]}, and ${NAMES[target]} is needed here.`)
  }
  return isCapabilityKind(source) ? refuseCapability(source) : refuseValue(target)
}

function refuseCapability(source: CapabilityKind): Connectable {
  return refuse(
    `This offers ${NAMES[source]} to be plugged in; the input takes a value. Use a port of the same colour.`,
  )
}

function refuseValue(target: PortKind): Connectable {
  return refuse(`${capitalise(NAMES[target])} must be plugged in here; a value does not fit.`)
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function refuse(reason: string): Connectable {
  return { ok: false, reason }
}
