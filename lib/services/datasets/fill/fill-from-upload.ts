import 'server-only'
import type { SourceReport } from '@/lib/contracts/dataset-sources'
import type { DatasetKind } from '@/lib/contracts/example-data'
import type { Database } from '@/lib/db/database'
import { readFile } from '@/lib/files/store'
import { mapRow } from '../parse/map-row'
import { readRows } from '../parse/read-rows'
import type { UploadRow } from '../parse/upload-row'
import type { FillData } from './fill-job'
import type { UploadSettings } from './source-settings'
import { type Candidate, storeBatch } from './store-batch'

export interface Fill<Settings> {
  db: Database
  address: FillData
  kind: DatasetKind
  settings: Settings
  /** Progress of an earlier attempt. */
  report: SourceReport
  signal: AbortSignal
}

/** Imports the rows of a file. @returns false when stopped */
export async function fillFromUpload({
  db,
  address,
  kind,
  settings,
  report,
  signal,
}: Fill<UploadSettings>): Promise<boolean> {
  const { fileId, format, mapping = settings.suggested, review = 'approved' } = settings
  const bytes = await readFile(address.workspaceId, fileId)
  let done: SourceReport | null = report
  let seen = 0
  for await (const rows of readRows({ bytes, format, signal })) {
    const fresh = rows.slice(Math.max(0, report.rows - seen))
    seen += rows.length
    if (fresh.length === 0) continue
    done = await storeBatch(db, address, done, fresh.map(candidateOf))
    if (done === null) return false
    signal.throwIfAborted()
  }
  return true

  function candidateOf(row: UploadRow): Candidate {
    if (row.values === null) return { line: row.line, reason: row.error }
    const mapped = mapRow(kind, mapping, row.values)
    if (!mapped.ok) return { line: row.line, reason: mapped.reason }
    return { line: row.line, data: mapped.data, split: mapped.split, runId: null, review }
  }
}
