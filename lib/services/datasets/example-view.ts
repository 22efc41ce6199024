import 'server-only'
import type { ExampleView } from '@/lib/contracts/dataset-examples'
import { ExampleData } from '@/lib/contracts/example-data'
import type { ExampleRow } from './get-dataset-row'

export function viewExample(row: ExampleRow): ExampleView {
  const { id, keepPersonal, personal, preview, label, split, review, tokens, sourceId, runId } = row
  return {
    id,
    keepPersonal,
    personal,
    preview,
    label,
    split,
    review,
    tokens,
    sourceId,
    runId,
    data: ExampleData.parse(row.data),
    masked: row.masked === null ? null : ExampleData.parse(row.masked),
    createdAt: row.createdAt.toISOString(),
  }
}
