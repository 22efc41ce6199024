import { EXAMPLE_SPLITS } from '@/lib/contracts/datasets'
import { FileReader } from '../evaluation-file'
import type { ReadRows } from './read-rows'

/** Test cases as Patchbay exports them. */
export const readOwn: ReadRows = (rows) => {
  const reader = new FileReader('patchbay')
  for (const { row, value } of rows) {
    const { id, split, ...data } = value
    reader.add(row, { id, split: EXAMPLE_SPLITS.find((known) => known === split) ?? null, data })
  }
  return reader.file
}
