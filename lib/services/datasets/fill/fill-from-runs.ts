import 'server-only'
import type { SourceReport } from '@/lib/contracts/dataset-sources'
import { EVERYONE } from '@/lib/core/knowledge/document-access'
import type { Database } from '@/lib/db/database'
import { problem } from '@/lib/messages/problems/problem'
import { runsClosedTo } from '../../knowledge/closed-runs'
import { exampleOfRun } from './example-of-run'
import type { Fill } from './fill-from-upload'
import { type FoundRun, selectRuns } from './select-runs'
import type { RunsSettings } from './source-settings'
import { type Candidate, storeBatch } from './store-batch'

const PAGE_SIZE = 200

const RESTRICTED = problem('datasets.runRestricted')

/**
 * Runs that not everyone may see. Viewers may read a data set but not every run, so such runs are imported only on
 * request.
 */
export const closedToSome = (db: Database, { workspaceId }: { workspaceId: string }, found: readonly FoundRun[]) =>
  runsClosedTo(
    EVERYONE,
    { db, workspace: { id: workspaceId } },
    found.map(({ id }) => id),
  )

/** Imports the questions and answers of runs. @returns false when stopped */
export async function fillFromRuns({
  db,
  address,
  kind,
  settings,
  report,
  signal,
}: Fill<RunsSettings>): Promise<boolean> {
  let done: SourceReport = report
  for (;;) {
    signal.throwIfAborted()
    const select = { workspaceId: address.workspaceId, filter: settings.filter }
    const found = await selectRuns(db, select, { offset: done.rows, limit: PAGE_SIZE })
    const first = done.rows
    const closed = settings.takesRestricted ? new Set() : await closedToSome(db, address, found)
    const candidates = found.map((run, index): Candidate => {
      if (closed.has(run.id)) return { line: first + index + 1, reason: RESTRICTED }
      const example = exampleOfRun(kind, run)
      if (!example.ok) return { line: first + index + 1, reason: example.reason }
      // Bad answers, and corrections from arbitrary visitors, must be reviewed before they are used for training.
      const isDoubtful = run.isStrangers || (run.isRatedDown && run.correction === null)
      const review = isDoubtful ? 'pending' : settings.review
      return { line: first + index + 1, data: example.data, split: null, runId: run.id, review }
    })
    if (candidates.length === 0) return true
    const next = await storeBatch(db, address, done, candidates)
    if (next === null) return false
    done = next
  }
}
