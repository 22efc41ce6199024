'use client'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { t } from '@/lib/client/messages/t'
import { ChangeList } from './change-list'
import { DiffCanvas } from './diff-canvas'
import type { Differences } from './use-differences'

export type ComparePart = 'canvas' | 'changes'

/** The canvas and the change list side by side; on phones one of them. */
export function ComparePanels({ differences, only }: { differences: Differences; only?: ComparePart }) {
  const { comparison, merged, changes, current, error, retry, pick } = differences
  if (!comparison)
    return (
      <EmptyState
        compact
        className="flex-1"
        icon="git-branch"
        title={t('versions.empty')}
        text={t('versions.noChoice')}
      />
    )
  if (error) return <ErrorPanel error={error} onRetry={retry} className="m-6 self-start" />
  if (!merged)
    return (
      <div className="flex-1 p-6">
        <SkeletonRows count={4} />
      </div>
    )
  return (
    <>
      {only === 'changes' ? null : (
        <div className="min-h-0 min-w-0 flex-1">
          <DiffCanvas merged={merged} current={current} onPick={pick} />
        </div>
      )}
      {only === 'canvas' ? null : (
        <aside
          aria-label={t('versions.changes')}
          className={only ? 'min-h-0 flex-1 overflow-y-auto' : 'w-92 shrink-0 overflow-y-auto border-l bg-surface'}
        >
          {changes.length > 0 ? (
            <ChangeList changes={changes} current={current} graph={merged.graph} onPick={pick} />
          ) : (
            <EmptyState
              compact
              icon="circle-check"
              title={t('versions.same')}
              text={t(merged.diff.nodes.moved.length > 0 ? 'versions.sameMoved' : 'versions.sameText')}
            />
          )}
        </aside>
      )}
    </>
  )
}
