import type { JsonObject } from '@/lib/core/json'
import type { Problem } from '@/lib/messages/problems/types'

/** A raw row of a file; `line` is its line in a text file, or the number of the row. */
export type UploadRow =
  | { line: number; values: JsonObject; error: null }
  | { line: number; values: null; error: Problem }

export const MAX_ROW_CHARACTERS = 1_000_000
export const MAX_COLUMNS = 200

export const rejectedRow = (line: number, error: Problem): UploadRow => ({ line, values: null, error })
export const goodRow = (line: number, values: JsonObject): UploadRow => ({ line, values, error: null })
