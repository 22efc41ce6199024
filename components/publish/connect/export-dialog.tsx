'use client'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Icon } from '@/components/ui/icon'
import { SkeletonRows } from '@/components/ui/skeleton'
import { buildUrl } from '@/lib/client/http/build-url'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { type ExportProblem, exportVersion, previewExport } from '@/lib/contracts/exports'
import type { VersionView } from '@/lib/contracts/versions'
import { ProjectViewer } from './project-viewer'

export interface ExportDialogProps {
  appId: string
  version: VersionView
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** The exported project of a version, to browse and download. */
export function ExportDialog({ appId, version, open, onOpenChange }: ExportDialogProps) {
  const params = { appId, versionId: version.id }
  const { data, error, refetch } = useContractQuery(previewExport, { params, enabled: open })
  const isReady = data !== undefined && data.problems.length === 0
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={t('exportCode.title', { number: version.number })}
        description={t('exportCode.description')}
        size="xl"
        footer={isReady ? <DownloadButton href={buildUrl(exportVersion.path, params)} /> : null}
      >
        {error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : null}
        {!data && !error ? <SkeletonRows count={8} /> : null}
        {data && !isReady ? <Problems problems={data.problems} /> : null}
        {data && isReady ? <ProjectViewer files={data.files} /> : null}
      </DialogContent>
    </Dialog>
  )
}

function DownloadButton({ href }: { href: string }) {
  return (
    <Button asChild variant="accent">
      <a href={href} download>
        <Icon name="download" size={15} />
        {t('exportCode.download')}
      </a>
    </Button>
  )
}

function Problems({ problems }: { problems: readonly ExportProblem[] }) {
  return (
    <section className="flex flex-col gap-3">
      <p className="flex items-center gap-2 rounded-md bg-warning-soft px-3 py-2 text-sm text-warning">
        <Icon name="alert-triangle" size={14} />
        <span>
          <strong className="font-medium">{t('exportCode.problems')}.</strong> {t('exportCode.problemsText')}
        </span>
      </p>
      <ul className="divide-y rounded-lg border bg-surface">
        {problems.map(({ nodeId, label, message }) => (
          <li key={`${nodeId} ${message}`} className="px-4 py-2.5 text-sm">
            <p className="break-words font-medium">{label}</p>
            <p className="break-words text-muted">{message}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
