import 'server-only'
import { z } from 'zod'
import { LabConfiguration, LabMetrics, type LabRunView } from '@/lib/contracts/retrieval-lab-runs'
import type { labRuns } from '@/lib/db/schema/retrieval-lab'

export type LabRunRow = typeof labRuns.$inferSelect

/** The configurations of a run. Options that were added later have their default, which the run effectively used. */
export function configurationsOf(row: LabRunRow): LabConfiguration[] {
  return z.array(LabConfiguration).parse(row.configurations)
}

export function toRunView(row: LabRunRow, activeIndexId: string): LabRunView {
  const { id, status, done, total, error, errorRef } = row
  return {
    id,
    status,
    done,
    total,
    error,
    errorRef,
    configurations: configurationsOf(row),
    questionCount: row.questionIds.length,
    figures: row.figures === null ? null : z.array(LabMetrics).parse(row.figures),
    isOtherIndex: row.indexId !== activeIndexId,
    startedBy: row.createdByName,
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  }
}
