import type { JsonObject } from '@/lib/core/json'
import type { EvaluationFile } from '../evaluation-file'

export interface GoodRow {
  row: number
  value: JsonObject
}

/** Reads rows of one format. */
export type ReadRows = (rows: readonly GoodRow[]) => EvaluationFile
