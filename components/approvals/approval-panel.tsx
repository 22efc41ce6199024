'use client'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Icon } from '@/components/ui/icon'
import { SkeletonRows } from '@/components/ui/skeleton'
import { type MessageKey, t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { getPendingInput, type MayAnswer, type PendingInputView } from '@/lib/contracts/pending-inputs'
import { AnswerNote } from './answer-note'
import { ApprovalContent } from './approval-content'
import { ApprovalFields } from './approval-fields'
import { DeadlineNote } from './deadline-note'
import { useAnswerInput } from './use-answer-input'
import { useAnswerKeys } from './use-answer-keys'
import { useApprovalForm } from './use-approval-form'

const POLL_MS = 10_000

/** A request with its context and answer form, used in the inbox, next to a run and on the canvas. */
export function ApprovalPanel({ waitId, withKeys = false }: { waitId: string; withKeys?: boolean }) {
  const wait = useContractQuery(getPendingInput, {
    params: { waitId },
    refetchInterval: (data) => (data?.status === 'waiting' ? POLL_MS : false),
  })
  if (wait.error && !wait.data) return <ErrorPanel error={wait.error} onRetry={() => void wait.refetch()} />
  return wait.data ? <Panel key={waitId} wait={wait.data} withKeys={withKeys} /> : <SkeletonRows count={4} />
}

function Panel({ wait, withKeys }: { wait: PendingInputView; withKeys: boolean }) {
  const mutation = useAnswerInput(wait.id)
  const busy = mutation.isPending ? (mutation.variables?.decision ?? null) : null
  const form = useApprovalForm({
    fields: wait.fields,
    error: mutation.error,
    busy,
    onAnswer: (body) => mutation.mutate(body),
  })
  const mayAnswer = wait.status === 'waiting' && wait.mayAnswer === 'yes'
  useAnswerKeys(withKeys && mayAnswer, form.answer)
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <ApprovalContent message={wait.message} context={wait.context} />
      {wait.status === 'waiting' ? <DeadlineNote dueAt={wait.dueAt} onDue={wait.onDue} /> : null}
      {mayAnswer ? <ApprovalFields form={form} withKeys={withKeys} /> : null}
      {wait.status === 'waiting' && wait.mayAnswer !== 'yes' ? (
        <NotAllowed reason={wait.mayAnswer} wait={wait} />
      ) : null}
      {wait.answer ? <AnswerNote answer={wait.answer} /> : null}
      {wait.status === 'cancelled' ? <Note icon="circle-slash" text={t('approvals.cancelledText')} /> : null}
    </div>
  )
}

const REFUSALS = {
  role: 'approvals.no-role',
  assignees: 'approvals.no-assignees',
  'second-person': 'approvals.no-second-person',
} as const satisfies Record<Exclude<MayAnswer, 'yes'>, MessageKey>

function NotAllowed({ reason, wait }: { reason: Exclude<MayAnswer, 'yes'>; wait: PendingInputView }) {
  const { users, roles } = wait.assignees
  const people = [...users.map(({ name }) => name), ...roles.map((role) => t('approvals.roles', { role }))].join(', ')
  const assignees = people === '' ? '' : ` ${t('approvals.assignedTo', { people })}.`
  return <Note icon="lock" text={`${t(REFUSALS[reason])}${assignees}`} />
}

function Note({ icon, text }: { icon: 'lock' | 'circle-slash'; text: string }) {
  return (
    <p className="flex items-start gap-2 rounded-md bg-sunken px-3 py-2 text-muted text-sm">
      <Icon name={icon} size={14} className="mt-0.75" />
      {text}
    </p>
  )
}
