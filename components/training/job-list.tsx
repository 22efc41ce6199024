import Link from 'next/link'
import { formatDateTime } from '@/lib/client/format/format'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import type { JobSummary } from '@/lib/contracts/training'
import { Panel } from './panel'
import { isOpen, StatusBadge } from './stage-badge'

export function JobList({ jobs }: { jobs: readonly JobSummary[] }) {
  return (
    <Panel title={t('training.jobs')}>
      {jobs.length === 0 ? <p className="text-muted text-sm">{t('training.jobsEmpty')}</p> : null}
      <ul className="-my-2 divide-y">
        {jobs.map((job) => (
          <li key={job.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 text-sm">
            <StatusBadge status={job.status} />
            <Link href={`/models/trained/jobs/${job.id}`} className="font-medium hover:underline">
              {formatDateTime(job.createdAt)}
            </Link>
            <span className="min-w-0 flex-1 truncate text-muted">
              {isOpen(job)
                ? `${job.progress} % · ${localizeStored(job.stage, job.stageRef)}`
                : job.error === null
                  ? (job.baseModel ?? '')
                  : localizeStored(job.error, job.errorRef)}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
