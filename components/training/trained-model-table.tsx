import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { Progress } from '@/components/ui/progress'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow, WIDE } from '@/components/ui/table'
import { formatRelative, formatShare } from '@/lib/client/format/format'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import type { TrainedModelSummary } from '@/lib/contracts/training'
import { accuracyText } from './accuracy-text'
import { isOpen, StatusBadge } from './stage-badge'

export function TrainedModelTable({ models }: { models: readonly TrainedModelSummary[] }) {
  return (
    <Table>
      <TableHead>
        <tr>
          <TableHeader>{t('training.columnName')}</TableHeader>
          <TableHeader className={WIDE}>{t('training.columnKind')}</TableHeader>
          <TableHeader>{t('training.columnProduction')}</TableHeader>
          <TableHeader className={`${WIDE} text-right`}>{t('training.columnAccuracy')}</TableHeader>
          <TableHeader className={`${WIDE} text-right`}>{t('training.columnVersions')}</TableHeader>
          <TableHeader className={WIDE}>{t('training.columnUpdated')}</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {models.map((model) => (
          <Row key={model.id} model={model} />
        ))}
      </TableBody>
    </Table>
  )
}

function Row({ model }: { model: TrainedModelSummary }) {
  const { id, name, kind, description, production, canary, versions, classes, job, updatedAt } = model
  return (
    <TableRow>
      <TableCell>
        <Link href={`/models/trained/${id}`} className="font-medium hover:underline">
          {name}
        </Link>
        <p className="max-w-80 truncate text-muted text-xs">
          {description || (kind === 'classifier' && classes.length > 0 ? classes.slice(0, 6).join(', ') : '')}
        </p>
      </TableCell>
      <TableCell className={WIDE}>
        <span className="flex items-center gap-1.5 text-muted">
          <Icon name={kind === 'classifier' ? 'tags' : 'message-square'} size={14} />
          {t(`training.kind-${kind}`)}
        </span>
      </TableCell>
      <TableCell>
        <span className="flex flex-wrap items-center gap-1.5">
          {production ? (
            <Badge tone="success">{t('training.version', { number: production.number })}</Badge>
          ) : (
            <span className="text-muted">{t('training.notInProduction')}</span>
          )}
          {canary ? (
            <Badge tone="info">{t('training.inCanary', { number: canary.number, share: canary.share })}</Badge>
          ) : null}
          {job && (isOpen(job) || job.status === 'failed') ? <StatusBadge status={job.status} /> : null}
        </span>
        {job && isOpen(job) ? (
          <Progress
            value={job.progress / 100}
            label={localizeStored(job.stage, job.stageRef) || t('training.train')}
            className="mt-1.5 max-w-40"
          />
        ) : null}
      </TableCell>
      <TableCell className={`${WIDE} text-right tabular-nums`}>
        {production?.accuracy == null ? formatShare(null) : accuracyText(production.accuracy, production.testExamples)}
      </TableCell>
      <TableCell className={`${WIDE} text-right tabular-nums`}>{versions}</TableCell>
      <TableCell className={`${WIDE} text-muted`}>{formatRelative(updatedAt)}</TableCell>
    </TableRow>
  )
}
