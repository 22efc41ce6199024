import type { FileCase, ReportedIssue } from '@/lib/import/evaluations/evaluation-file'
import { problem } from '@/lib/messages/problems/problem'

/** Rows whose id an earlier row has. */
export function repeatedIds(cases: readonly FileCase[]): ReportedIssue[] {
  const first = new Map<string, number>()
  return cases.flatMap(({ row, id }): ReportedIssue[] => {
    if (id === null) return []
    const other = first.get(id)
    if (other === undefined) {
      first.set(id, row)
      return []
    }
    return [
      {
        row,
        field: 'id',
        kind: 'invalid',
        reason: problem('evaluationFiles.repeatedId', { id: id.slice(0, 80), row: other }),
      },
    ]
  })
}
