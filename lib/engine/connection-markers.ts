import type { TemplateEncoding } from '@/lib/graph/manifest'

/**
 * Placeholder of a credential in the texts of a node until the request is sent. Only this process knows the random
 * part, so no input can contain a marker.
 */
const NONCE = crypto.randomUUID().replaceAll('-', '')
const MARKER = new RegExp(`_pb${NONCE}_([a-z]+)_([a-zA-Z0-9]+)_([a-zA-Z0-9]+)_`, 'g')

export interface ConnectionMarker {
  encoding: TemplateEncoding
  name: string
  field: string
}

/** Made of characters that no encoding of a URL, header or JSON text changes. */
export const connectionMarker = ({ encoding, name, field }: ConnectionMarker): string =>
  `_pb${NONCE}_${encoding}_${name}_${field}_`

export function listMarkers(text: string): ConnectionMarker[] {
  return [...text.matchAll(MARKER)].map(([, encoding = '', name = '', field = '']) => ({
    encoding: encodingOf(encoding),
    name,
    field,
  }))
}

/** @param reveal the value of a field as it is entered; this function encodes it for its place */
export function fillMarkers(text: string, reveal: (name: string, field: string) => string): string {
  return text.replace(MARKER, (_, encoding: string, name: string, field: string) => {
    const value = reveal(name, field)
    if (encoding === 'uri') return encodeURIComponent(value)
    // The quotes are around the marker already.
    return encoding === 'json' ? JSON.stringify(value).slice(1, -1) : value
  })
}

function encodingOf(text: string): TemplateEncoding {
  return text === 'uri' || text === 'json' ? text : 'text'
}
