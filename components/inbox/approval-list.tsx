import { DeadlineNote } from '@/components/approvals/deadline-note'
import { describeAnswer } from '@/components/approvals/describe-answer'
import { Icon } from '@/components/ui/icon'
import { formatDateTime, formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { PendingInputSummary } from '@/lib/contracts/pending-inputs'

export interface ApprovalListProps {
  pendingInputs: readonly PendingInputSummary[]
  shown: string
  onSelect: (waitId: string) => void
}

export function ApprovalList({ pendingInputs, shown, onSelect }: ApprovalListProps) {
  return (
    <ul className="divide-y overflow-hidden rounded-lg border bg-surface">
      {pendingInputs.map((wait) => (
        <li key={wait.id}>
          <button
            type="button"
            aria-current={wait.id === shown ? 'true' : undefined}
            onClick={() => onSelect(wait.id)}
            className="flex w-full items-start gap-2.5 px-3 py-2.5 text-left hover:bg-hover focus-visible:-outline-offset-2 lg:aria-[current]:bg-pressed/60"
          >
            <StatusIcon wait={wait} />
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium text-sm">{wait.title}</span>
              {wait.about ? <span className="block truncate text-sm">{wait.about}</span> : null}
              <span className="block truncate text-muted text-xs">
                {wait.app.name} · {wait.nodeLabel}
              </span>
              <Outcome wait={wait} />
            </span>
            <span className="shrink-0 text-muted text-xs" title={formatDateTime(wait.createdAt)}>
              {formatRelative(wait.createdAt)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

function StatusIcon({ wait: { status, answer } }: { wait: PendingInputSummary }) {
  if (status === 'waiting') return <Icon name="hand" size={15} className="mt-0.5 text-warning" />
  if (answer?.decision === 'approved') return <Icon name="circle-check" size={15} className="mt-0.5 text-success" />
  return <Icon name={answer ? 'circle-x' : 'circle-slash'} size={15} className="mt-0.5 text-faint" />
}

function Outcome({ wait }: { wait: PendingInputSummary }) {
  if (wait.status === 'waiting') return <DeadlineNote dueAt={wait.dueAt} onDue={wait.onDue} className="mt-0.5" />
  return (
    <span className="mt-0.5 block truncate text-muted text-xs">
      {wait.answer ? describeAnswer(wait.answer) : t('approvals.cancelled')}
    </span>
  )
}
