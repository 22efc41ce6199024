'use client'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { EmptyState } from '@/components/ui/empty-state'
import { ListStates } from '@/components/ui/list-states'
import { ShowMore } from '@/components/ui/show-more'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useIsPhone } from '@/lib/client/hooks/use-is-phone'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { ThreadFilterBar } from './thread-filter-bar'
import { ThreadRow } from './thread-row'
import { ThreadView } from './thread-view'
import { useThreadList } from './use-thread-list'

/** Shows the list next to the selected conversation. A phone shows only one of them at a time. */
export function ThreadBrowser({ appId }: { appId: string }) {
  const [search, setSearch] = useUrlState('search')
  const [feedback, setFeedback] = useUrlState('feedback')
  const [status, setStatus] = useUrlState('status')
  const [origin, setOrigin] = useUrlState('origin')
  const [selected, setSelected] = useUrlState('thread')
  const isPhone = useIsPhone()
  const list = useThreadList(appId, { search, feedback, status, origin })
  const isFiltered = [search, feedback, status, origin].some((filter) => filter !== '')
  const reset = () => {
    for (const set of [setSearch, setFeedback, setStatus, setOrigin]) set('')
  }
  return (
    <>
      <div className={cn(selected !== '' && 'max-md:hidden')}>
        <ThreadFilterBar {...{ search, setSearch, feedback, setFeedback, status, setStatus, origin, setOrigin }} />
      </div>
      <ListStates
        query={list}
        items={list.threads}
        loading={<SkeletonRows count={6} />}
        empty={isFiltered ? <NothingFound onReset={reset} /> : <NoThreads appId={appId} />}
      >
        {(threads) => {
          // Next to the list, an empty selection shows the first conversation. A phone shows the list instead.
          const shown = selected === '' && !isPhone ? (threads[0]?.id ?? '') : selected
          return (
            <div className="overflow-hidden rounded-lg border bg-surface md:grid md:h-[max(28rem,calc(100dvh-21rem))] md:grid-cols-[minmax(16rem,22rem)_minmax(0,1fr)]">
              <div className={cn('min-h-0 overflow-y-auto md:border-r', selected !== '' && 'max-md:hidden')}>
                <ul aria-label={t('appHome.threads')} className="divide-y">
                  {threads.map((thread) => (
                    <li key={thread.id}>
                      <ThreadRow
                        thread={thread}
                        isSelected={thread.id === shown}
                        onSelect={() => setSelected(thread.id)}
                      />
                    </li>
                  ))}
                </ul>
                <ShowMore list={list} className="m-3 w-[calc(100%-1.5rem)]" />
              </div>
              <div className={cn('min-h-0 min-w-0', selected === '' && 'max-md:hidden')}>
                {shown === '' ? null : (
                  <ThreadView key={shown} appId={appId} runId={shown} onClose={() => setSelected('')} />
                )}
              </div>
            </div>
          )
        }}
      </ListStates>
    </>
  )
}

function NothingFound({ onReset }: { onReset: () => void }) {
  return (
    <EmptyState
      icon="search"
      title={t('common.nothingFound')}
      text={t('appHome.noThreadMatches')}
      action={<Button onClick={onReset}>{t('runs.resetFilters')}</Button>}
    />
  )
}

function NoThreads({ appId }: { appId: string }) {
  return (
    <EmptyState
      icon="message-square"
      title={t('appHome.noThreads')}
      text={t('appHome.noThreadsText')}
      action={
        <div className="flex flex-wrap justify-center gap-2">
          <Button asChild>
            <Link href={`/apps/${appId}/share`}>{t('publish.shareAndEmbed')}</Link>
          </Button>
          <Button asChild variant="ghost">
            <Link href={`/runs?app=${appId}`}>{t('appHome.draftRuns')}</Link>
          </Button>
        </div>
      }
    />
  )
}
