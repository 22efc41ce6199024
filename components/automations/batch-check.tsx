import { localizeProblem } from '@/lib/client/messages/localize-problem'
import { t } from '@/lib/client/messages/t'
import type { checkBatch } from '@/lib/contracts/batches'
import type { ResponseOf } from '@/lib/contracts/contract'
import { BatchPreview } from './batch-preview'

const SHOWN_ERRORS = 8

/** Number of valid rows, errors of the others, and a preview of the first inputs. */
export function BatchCheck({ result }: { result: ResponseOf<typeof checkBatch> }) {
  const { rowCount, invalidCount, errors, first } = result
  return (
    <section aria-live="polite" className="flex flex-col gap-3 text-sm">
      <p className="font-medium">{t('automations.checked', { good: rowCount - invalidCount, count: rowCount })}</p>
      {errors.length > 0 ? (
        <ul className="rounded-md bg-warning-soft px-3 py-2 text-warning text-xs">
          {errors.slice(0, SHOWN_ERRORS).map(({ row, ...error }) => (
            <li key={row}>{t('automations.rowError', { row, message: localizeProblem(error) })}</li>
          ))}
          {invalidCount > SHOWN_ERRORS ? (
            <li>{t('automations.moreErrors', { count: invalidCount - SHOWN_ERRORS })}</li>
          ) : null}
        </ul>
      ) : null}
      <BatchPreview rows={first.map(({ row, inputs }) => ({ row, values: inputs }))} />
    </section>
  )
}
