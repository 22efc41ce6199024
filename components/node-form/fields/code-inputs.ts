import type { Port } from '@/lib/graph/ports'

/** What `input` holds, as the editor tells it. */
export interface CodeInput {
  name: string
  /** As TypeScript would write it. */
  type: string
  description: string
}

const TYPES: Readonly<Partial<Record<Port['kind'], string>>> = {
  text: 'string',
  number: 'number',
  boolean: 'boolean',
  json: 'JSON value',
  messages: '{ role: string, content: string }[]',
  documents: '{ text: string, documentName: string, … }[]',
}

/** Of the input ports of a node: an optional one may be missing. */
export function codeInputsOf(ports: readonly Port[]): CodeInput[] {
  return ports.map(({ id, kind, required, list, description }) => {
    const type = `${TYPES[kind] ?? 'any'}${list ? '[]' : ''}`
    return { name: id, type: required ? type : `${type} | undefined`, description: description ?? '' }
  })
}
