'use client'
import { GraphChanges } from '@/components/diff/graph-changes'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Icon } from '@/components/ui/icon'
import { Spinner } from '@/components/ui/spinner'
import { t } from '@/lib/client/messages/t'
import type { GraphDiff } from '@/lib/graph/diff/diff'
import { changeCount } from './change-count'
import type { Comparison } from './use-comparison'

export interface ChangesSinceProps extends Comparison {
  environment: string
  /** Number of the version that is live in the environment. */
  number: number
}

/** Changes of the draft against the live version of the target environment. */
export function ChangesSince({ environment, number, diff, error, retry }: ChangesSinceProps) {
  return (
    <section className="rounded-lg border bg-surface">
      <h3 className="border-b px-4 py-2.5 font-medium text-sm">{t('publish.changesTitle', { number, environment })}</h3>
      {diff ? (
        <Changes diff={diff} />
      ) : error ? (
        <ErrorPanel error={error} onRetry={retry} className="m-3" />
      ) : (
        <p className="flex items-center gap-2 px-4 py-3 text-muted text-sm">
          <Spinner size={14} />
          {t('publish.changesLoading')}
        </p>
      )}
    </section>
  )
}

function Changes({ diff }: { diff: GraphDiff }) {
  if (changeCount(diff) > 0) return <GraphChanges diff={diff} />
  return (
    <p className="flex items-center gap-2 px-4 py-3 text-muted text-sm">
      <Icon name="circle-check" size={15} className="text-success" />
      {diff.nodes.moved.length > 0 ? t('publish.movedOnly') : t('publish.noChanges')}
    </p>
  )
}
