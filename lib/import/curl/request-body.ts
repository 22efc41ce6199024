import type { BodyPart } from './read-options'

export interface RequestBody {
  bodyKind: 'json' | 'text'
  jsonBody: string
  textBody: string
  /** For the content type header if the command does not have one. */
  contentType?: string
}

const BOUNDARY = 'patchbay-form-boundary'

/** The body of a command; null if it has none. */
export function requestBody(
  parts: readonly BodyPart[],
  headers: readonly { name: string; value: string }[],
): RequestBody | null {
  if (parts.length === 0) return null
  const type = headers.find(({ name }) => /^content-type$/i.test(name))?.value
  if (parts.some((part) => part.type === 'form')) return multipart(parts)
  if (parts.some((part) => part.type === 'json')) return jsonOrText(parts.map(({ text }) => text).join(''))
  const text = parts.map((part) => (part.type === 'urlencode' ? encoded(part.text) : part.text)).join('&')
  if (type === undefined)
    return { bodyKind: 'text', jsonBody: '', textBody: text, contentType: 'application/x-www-form-urlencoded' }
  return /\bjson\b/i.test(type) ? jsonOrText(text) : { bodyKind: 'text', jsonBody: '', textBody: text }
}

function jsonOrText(text: string): RequestBody {
  try {
    return { bodyKind: 'json', jsonBody: JSON.stringify(JSON.parse(text), null, 2), textBody: '' }
  } catch {
    // References without quotes are not valid JSON until they are replaced.
    return { bodyKind: 'json', jsonBody: text, textBody: '' }
  }
}

/** `name=value`: only the value is encoded. */
function encoded(text: string): string {
  const at = text.indexOf('=')
  if (at === -1) return encodeURIComponent(text)
  const value = encodeURIComponent(text.slice(at + 1))
  return at === 0 ? value : `${text.slice(0, at)}=${value}`
}

function multipart(parts: readonly BodyPart[]): RequestBody {
  const lines = parts.map(({ text }) => {
    const at = text.indexOf('=')
    const name = text.slice(0, at).replace(/["\r\n]/g, '')
    return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text.slice(at + 1)}\r\n`
  })
  return {
    bodyKind: 'text',
    jsonBody: '',
    textBody: `${lines.join('')}--${BOUNDARY}--\r\n`,
    contentType: `multipart/form-data; boundary=${BOUNDARY}`,
  }
}
