'use client'
import Link from 'next/link'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'

/** Links a failed run and the run that reports it. */
export function FailureNote({ failureOf, failureRunId }: { failureOf: string | null; failureRunId: string | null }) {
  const other = failureOf ?? failureRunId
  if (other === null) return null
  return (
    <p className="-mt-2 mb-3 flex flex-wrap items-center gap-1.5 text-muted text-sm">
      <Icon name="alert-triangle" size={14} />
      {failureOf === null ? t('runs.failureReported') : t('runs.failureOf')}
      <Link href={`/runs/${other}`} className="text-accent underline">
        {failureOf === null ? t('runs.openFailureRun') : t('runs.openFailedRun')}
      </Link>
    </p>
  )
}
