import 'server-only'
import zlib from 'node:zlib'
import { type Compressors, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { AppError } from '@/lib/core/app-error'
import { type Json, JsonObjectSchema } from '@/lib/core/json'
import { findJsonFlaw } from '@/lib/core/reserved-keys'
import { storable } from '@/lib/core/storable'
import { problem } from '@/lib/messages/problems/problem'
import { goodRow, MAX_COLUMNS, rejectedRow, type UploadRow } from './upload-row'

const MAX_PAGE_BYTES = 256 * 1024 * 1024
const MAX_GROUP_ROWS = 1_000_000

/** Limits decompression to the size that the page declares. */
const bounded = (length: number) => ({ maxOutputLength: Math.max(1, Math.min(length, MAX_PAGE_BYTES)) })
const COMPRESSORS: Compressors = {
  GZIP: (input, length) => zlib.gunzipSync(input, bounded(length)),
  ZSTD: (input, length) => zlib.zstdDecompressSync(input, bounded(length)),
}

/** Rows of a Parquet file, with one row group in memory. Runs in a thread with its own limits. */
export async function* parquetRows(bytes: Uint8Array): AsyncGenerator<UploadRow> {
  const file = {
    byteLength: bytes.byteLength,
    slice: (start: number, end = bytes.byteLength) => bytes.slice(start, end).buffer,
  }
  const metadata = await readable(parquetMetadataAsync(file, { geoparquet: false }))
  if (metadata.schema.length - 1 > MAX_COLUMNS * 5)
    throw new AppError('TOO_LARGE', problem('files.tooManyColumns', { max: MAX_COLUMNS }))
  let rowStart = 0
  for (const group of metadata.row_groups) {
    const count = Number(group.num_rows)
    if (count < 0 || count > MAX_GROUP_ROWS) throw damaged(new Error(`${count} rows in a group`))
    const options = { file, metadata, compressors: COMPRESSORS, rowStart, rowEnd: rowStart + count, geoparquet: false }
    const rows = await readable(parquetReadObjects(options))
    for (const [index, row] of rows.entries()) yield toRow(rowStart + index + 1, row)
    rowStart += count
  }
}

async function readable<T>(pending: Promise<T>): Promise<T> {
  try {
    return await pending
  } catch (cause) {
    throw damaged(cause)
  }
}

function damaged(cause: unknown): AppError {
  const isCodec = cause instanceof Error && /compression codec/i.test(cause.message)
  const reason = isCodec ? problem('datasets.parquetCodec') : problem('datasets.parquetDamaged')
  return new AppError('INVALID_INPUT', reason, { cause })
}

function toRow(line: number, row: unknown): UploadRow {
  const flaw = findJsonFlaw(row, 64)
  if (flaw)
    return rejectedRow(line, problem(flaw.kind === 'too-deep' ? 'datasets.nestedTooDeep' : 'datasets.reservedName'))
  const parsed = JsonObjectSchema.safeParse(toJson(row))
  return parsed.success ? goodRow(line, storable(parsed.data)) : rejectedRow(line, problem('datasets.rowNotText'))
}

/** Large integers and times become text; bytes are dropped. */
function toJson(value: unknown): Json {
  if (value === undefined || value === null || value instanceof Uint8Array) return null
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  if (Array.isArray(value)) return value.map(toJson)
  if (ArrayBuffer.isView(value)) return null
  if (typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item)]))
  return null
}
