import type { Json } from '@/lib/core/json'
import { toText } from '@/lib/export/runtime/values'
import { writeCsv } from './write-csv'
import { writeDocx } from './write-docx'
import { writeHtml } from './write-html'
import { writePdf } from './write-pdf'
import { writeXlsx } from './write-xlsx'

type DocumentFormat = 'md' | 'txt' | 'html' | 'docx' | 'pdf' | 'csv' | 'xlsx' | 'json'

const OFFICE = 'application/vnd.openxmlformats-officedocument'
const MEDIA_TYPES: Readonly<Record<DocumentFormat, string>> = {
  md: 'text/markdown',
  txt: 'text/plain',
  html: 'text/html',
  docx: `${OFFICE}.wordprocessingml.document`,
  pdf: 'application/pdf',
  csv: 'text/csv',
  xlsx: `${OFFICE}.spreadsheetml.sheet`,
  json: 'application/json',
}
const MAX_BYTES = 20_000_000
const MAX_NAME = 200

interface MadeDocument {
  bytes: Uint8Array
  mediaType: string
  name: string
}

/** Writes content to a file. @throws RangeError for content above a limit, MissingGlyphs */
export function makeDocument(format: DocumentFormat, content: Json | undefined, title: string): MadeDocument {
  const name = fileName(title, format)
  const written = write(format, content, title.trim() || name)
  const bytes = typeof written === 'string' ? new TextEncoder().encode(written) : written
  if (bytes.length > MAX_BYTES)
    throw new RangeError(`The file has ${bytes.length} bytes, and the maximum is ${MAX_BYTES}.`)
  return { bytes, mediaType: MEDIA_TYPES[format], name }
}

function write(format: DocumentFormat, content: Json | undefined, title: string): string | Uint8Array {
  switch (format) {
    case 'md':
    case 'txt':
      return toText(content)
    case 'json':
      return `${JSON.stringify(content ?? null, null, 2)}\n`
    case 'csv':
      return writeCsv(content)
    case 'xlsx':
      return writeXlsx(content)
    case 'html':
      return writeHtml(toText(content), title)
    case 'docx':
      return writeDocx(toText(content), title)
    case 'pdf':
      return writePdf(toText(content), title)
  }
}

/**
 * A safe file name with the extension of the format: without folders, control characters, and signs that some systems
 * reject.
 */
function fileName(title: string, format: DocumentFormat): string {
  const safe = title
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}/\\:*?"<>|]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
    .slice(0, MAX_NAME)
    .replace(/[. ]+$/, '')
  const ending = `.${format}`
  if (safe === '') return `file${ending}`
  return safe.toLowerCase().endsWith(ending) ? safe : `${safe}${ending}`
}
