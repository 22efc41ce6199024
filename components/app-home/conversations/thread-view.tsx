'use client'
import { Badge } from '@/components/ui/badge'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { SkeletonRows } from '@/components/ui/skeleton'
import { formatCost, formatDateTime } from '@/lib/client/format/format'
import { RUN_ORIGIN_LABELS } from '@/lib/client/format/run-origin-labels'
import { blockingError } from '@/lib/client/http/blocking-error'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { type ConversationThread, getAppConversation } from '@/lib/contracts/app-conversations'
import { ThreadTurn, UserMessage } from './thread-turn'

const REFRESH_MS = 5_000

export interface ThreadViewProps {
  appId: string
  /** The first run of the thread. */
  runId: string
  onClose: () => void
}

export function ThreadView({ appId, runId, onClose }: ThreadViewProps) {
  const query = useContractQuery(getAppConversation, {
    params: { appId, runId },
    refetchInterval: () => REFRESH_MS,
  })
  const failed = blockingError(query)
  if (failed) return <ErrorPanel error={failed} onRetry={() => void query.refetch()} className="m-4" />
  if (!query.data)
    return (
      <div className="p-4">
        <SkeletonRows count={4} />
      </div>
    )
  const { conversation, history, turns } = query.data
  return (
    <section aria-label={t('appHome.thread')} className="flex h-full flex-col">
      <Header conversation={conversation} onClose={onClose} />
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled with the keyboard.
        tabIndex={0}
        role="log"
        aria-label={t('appHome.thread')}
        className="min-h-0 flex-1 overflow-y-auto px-4 py-5 focus-visible:-outline-offset-2"
      >
        <ol className="mx-auto flex max-w-3xl flex-col gap-6">
          {history.map((turn, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the history never changes.
            <li key={`history ${index}`} className="opacity-70">
              {turn.role === 'user' ? (
                <UserMessage text={turn.content} />
              ) : (
                <p className="whitespace-pre-wrap break-words text-sm">{turn.content}</p>
              )}
            </li>
          ))}
          {turns.map((turn, index) => (
            <li key={turn.runId}>
              <ThreadTurn turn={turn} before={[...history, ...exampleTurns(turns.slice(0, index))]} />
            </li>
          ))}
        </ol>
      </div>
    </section>
  )
}

function exampleTurns(turns: readonly { message: string; answer: string | null }[]) {
  return turns.flatMap(({ message, answer }) =>
    answer === null
      ? []
      : [
          { role: 'user' as const, content: message },
          { role: 'assistant' as const, content: answer },
        ],
  )
}

function Header({ conversation, onClose }: { conversation: ConversationThread; onClose: () => void }) {
  const { title, isClosed, endUser, origin, environment, startedAt, costMicros } = conversation
  return (
    <header className="flex items-start gap-2 border-b px-4 py-3">
      <IconButton icon="arrow-left" label={t('appHome.backToThreads')} className="md:hidden" onClick={onClose} />
      <div className="min-w-0 flex-1">
        <h2 className="line-clamp-2 break-words font-semibold text-sm">
          {isClosed ? t('appHome.closedThread') : title}
        </h2>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-muted text-xs">
          {endUser === null ? null : (
            <span className="inline-flex min-w-0 max-w-56 items-center gap-1" title={endUser}>
              <Icon name="user" size={12} />
              <span className="truncate">{endUser}</span>
            </span>
          )}
          <span>{t(RUN_ORIGIN_LABELS[origin])}</span>
          <span>{formatDateTime(startedAt)}</span>
          {costMicros > 0 ? <span className="tabular-nums">{formatCost(costMicros)}</span> : null}
          {environment === 'production' ? null : <Badge tone="outline">{environment}</Badge>}
        </p>
      </div>
    </header>
  )
}
