import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'

export interface PartHeader {
  name: string
  /** Null for a text field. */
  fileName: string | null
  contentType: string
}

const PARAMETER = /;\s*([^\s;="]+)\s*=\s*(?:"([^"]*)"|([^\s;"]*))/y
/** Escapes that browsers use for quotes and line breaks in names. */
const ESCAPES: Readonly<Record<string, string>> = { '%22': '"', '%0D': '\r', '%0A': '\n' }

/** Name, file name and type of a form part. @throws AppError INVALID_INPUT */
export function parsePartHeader(bytes: Buffer): PartHeader {
  const lines = bytes.toString('utf8').split('\r\n')
  const headers = new Map(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(':')
      const headerName = line.slice(0, Math.max(0, colon)).trim().toLowerCase()
      return [headerName, line.slice(colon + 1).trim()]
    }),
  )
  const parameters = parametersOf(headers.get('content-disposition') ?? '')
  const name = parameters.get('name')
  if (name === undefined) throw new AppError('INVALID_INPUT', problem('request.fieldWithoutName'))
  const fileName = extendedName(parameters.get('filename*')) ?? parameters.get('filename') ?? null
  return { name, fileName, contentType: headers.get('content-type') ?? '' }
}

function parametersOf(disposition: string): Map<string, string> {
  const found = new Map<string, string>()
  const start = /^form-data\s*(?=;)/i.exec(disposition)?.[0].length
  if (start === undefined) return found
  PARAMETER.lastIndex = start
  for (let match = PARAMETER.exec(disposition); match; match = PARAMETER.exec(disposition)) {
    const [, name = '', quoted, plain = ''] = match
    const value = quoted?.replace(/%(?:22|0D|0A)/gi, (found) => ESCAPES[found.toUpperCase()] ?? found) ?? plain
    // The first one counts, so that a second one cannot override it.
    if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), value)
  }
  return found
}

/** A name encoded by RFC 5987, as sent by older Python clients. */
function extendedName(value: string | undefined): string | undefined {
  const encoded = /^utf-8'[^']*'(.+)$/i.exec(value ?? '')?.[1]
  try {
    return encoded === undefined ? undefined : decodeURIComponent(encoded)
  } catch {
    return undefined
  }
}
