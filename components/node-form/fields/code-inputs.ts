import type { Port } from '@/lib/graph/ports'

/** Contents of `input` for the editor. */
export interface CodeInput {
  name: string
  /** The TypeScript type of the value. */
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

/** The inputs that come from the ports of a node; optional ones may be undefined. */
export function codeInputsOf(ports: readonly Port[]): CodeInput[] {
  return ports.map(({ id, kind, required, list, description }) => {
    const type = `${TYPES[kind] ?? 'any'}${list ? '[]' : ''}`
    return { name: id, type: required ? type : `${type} | undefined`, description: description ?? '' }
  })
}
