'use client'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { formatDateTime } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { getImportReport } from '@/lib/contracts/imports'
import { PEER_NAMES } from '@/lib/import/peer-names'
import { FidelityBar } from './fidelity-bar'
import { ImportReportView } from './import-report'

interface ImportReportDialogProps {
  app: { id: string }
  onClose: () => void
}

/** What the import of an app changed, and what remains to do. */
export function ImportReportDialog({ app, onClose }: ImportReportDialogProps) {
  const query = useContractQuery(getImportReport, { params: { appId: app.id } })
  const { report, createdAt } = query.data ?? {}
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('moveIn.report')}
        description={
          report && createdAt
            ? t('moveIn.reportOf', {
                builder: `${PEER_NAMES[report.peer]} ${report.formatVersion}`.trim(),
                date: formatDateTime(createdAt),
              })
            : undefined
        }
      >
        {query.error ? <ErrorPanel error={query.error} onRetry={() => void query.refetch()} /> : null}
        {query.isPending ? <SkeletonRows count={4} /> : null}
        {report ? (
          <div className="flex flex-col gap-4">
            <FidelityBar totals={report.totals} />
            <ImportReportView report={report} />
          </div>
        ) : null}
      </DialogContent>
    </Dialog>
  )
}
