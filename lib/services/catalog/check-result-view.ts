import 'server-only'
import { ResultDetail } from '@/lib/catalog/checks/summarize-check'
import type { CheckResultView } from '@/lib/contracts/model-checks'
import type { modelCheckResults } from '@/lib/db/schema/governance'

export function toResultView(row: typeof modelCheckResults.$inferSelect): CheckResultView {
  const { ordinal, label, expected, output, passed, score, error, errorRef, firstTokenMs, durationMs } = row
  const detail = ResultDetail.safeParse(row.detail).data
  const [reason, reasonRef] = [detail?.reason ?? '', detail?.reasonRef ?? null]
  return {
    ordinal,
    label,
    expected,
    output,
    passed,
    score,
    reason,
    reasonRef,
    error,
    errorRef,
    firstTokenMs,
    durationMs,
  }
}
