import 'server-only'
import { csvRows } from './csv-rows'
import { decodeUpload } from './decode-upload'
import { jsonlRows, jsonRows } from './json-rows'
import { parquetRows } from './parquet-rows'
import type { UploadFormat } from './upload-format'
import type { UploadRow } from './upload-row'

/** The rows of a file of any format. @throws AppError when the file as a whole cannot be read */
export async function* parseUpload(bytes: Uint8Array, format: UploadFormat, limit?: number): AsyncGenerator<UploadRow> {
  switch (format) {
    case 'csv':
      return yield* csvRows(decodeUpload(bytes), limit)
    case 'jsonl':
      return yield* jsonlRows(decodeUpload(bytes))
    case 'json':
      return yield* jsonRows(decodeUpload(bytes))
    case 'parquet':
      return yield* parquetRows(bytes)
    default: {
      const unhandled: never = format
      return unhandled
    }
  }
}
