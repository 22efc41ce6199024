import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'

export const UPLOAD_FORMATS = ['csv', 'jsonl', 'json', 'parquet'] as const
export type UploadFormat = (typeof UPLOAD_FORMATS)[number]

const EXTENSIONS: ReadonlyMap<string, UploadFormat> = new Map([
  ['csv', 'csv'],
  ['tsv', 'csv'],
  ['txt', 'csv'],
  ['jsonl', 'jsonl'],
  ['ndjson', 'jsonl'],
  ['json', 'json'],
  ['parquet', 'parquet'],
])

/** Detected by name and first bytes, which must agree. @throws UNSUPPORTED_MEDIA_TYPE */
export function formatOfUpload(fileName: string, bytes: Uint8Array): UploadFormat {
  const extension = /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? ''
  const format = EXTENSIONS.get(extension)
  if (!format) throw rejected(problem('datasets.chooseFormat'))
  const isParquet = String.fromCharCode(...bytes.subarray(0, 4)) === 'PAR1'
  if (isParquet !== (format === 'parquet')) throw rejected(problem('datasets.otherContent'))
  if (format === 'parquet') return format
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  if (!isUtf16 && bytes.subarray(0, 65_536).some((byte) => byte === 0)) throw rejected(problem('datasets.notText'))
  if (format !== 'json') return format
  // Many JSONL files are named .json.
  return startsWithLines(bytes) ? 'jsonl' : 'json'
}

function startsWithLines(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes.subarray(0, 1_000_000)).trimStart()
  const end = text.indexOf('\n')
  if (!text.startsWith('{') || end === -1) return false
  try {
    JSON.parse(text.slice(0, end))
    return true
  } catch {
    return false
  }
}

const rejected = (reason: Problem): AppError =>
  new AppError('UNSUPPORTED_MEDIA_TYPE', problem('datasets.fileRejected', { reason }))
