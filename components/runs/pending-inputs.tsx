'use client'
import Link from 'next/link'
import { ApprovalPanel } from '@/components/approvals/approval-panel'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { formatMoment } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listPendingInputs } from '@/lib/contracts/pending-inputs'
import type { OpenWait } from './open-pending-inputs'

const POLL_MS = 3_000
/** The event of a request arrives just before its row is stored. */
const FIRST_POLL_MS = 400

export interface RunPendingInputsProps {
  /** Null until the server has assigned it. */
  runId: string | null
  pendingInputs: readonly OpenWait[]
}

/** Pending inputs of a run or one of its nodes: each request with its form, each timer with its time, each connection with its link. */
export function RunPendingInputs({ runId, pendingInputs }: RunPendingInputsProps) {
  const approvalCount = pendingInputs.filter(({ request }) => request.kind === 'approval').length
  const questions = useContractQuery(listPendingInputs, {
    query: { ...(runId === null ? {} : { runId }), limit: 50 },
    enabled: approvalCount > 0 && runId !== null,
    refetchInterval: (data) => ((data?.waits.length ?? 0) < approvalCount ? FIRST_POLL_MS : POLL_MS),
  })
  const idOf = (wait: OpenWait) =>
    questions.data?.waits.find(({ path, key }) => key === wait.key && path.join('/') === wait.path.join('/'))?.id
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {pendingInputs.map((wait) => (
        <OneInput key={`${wait.path.join('/')}#${wait.key}`} wait={wait} waitId={idOf(wait)} />
      ))}
    </div>
  )
}

function OneInput({ wait: { request }, waitId }: { wait: OpenWait; waitId: string | undefined }) {
  if (request.kind === 'timer') {
    return (
      <p className="flex items-center gap-2 text-muted text-sm">
        <Icon name="clock" size={14} className="text-warning" />
        {t('approvals.continuesAt', { time: formatMoment(request.untilMs) })}
      </p>
    )
  }
  if (request.kind === 'reconnect') {
    return (
      <section className="flex min-w-0 flex-wrap items-center gap-3 rounded-lg border border-warning/40 bg-surface p-4">
        <p className="min-w-40 flex-1 text-sm">{t('connections.waitingText', { name: request.name })}</p>
        <Button asChild size="sm" variant="primary" icon="plug">
          <Link href={`/integrations/connections?connection=${request.connectionId}`}>
            {t('connections.reconnect')}
          </Link>
        </Button>
      </section>
    )
  }
  return (
    <section className="flex min-w-0 flex-col gap-3 rounded-lg border border-warning/40 bg-surface p-4">
      <header>
        <p className="flex items-center gap-1.5 text-warning text-xs">
          <Icon name="hand" size={13} />
          {t('runs.waitingForApproval')}
        </p>
        <h3 className="mt-1 break-words font-semibold text-base">{request.title}</h3>
      </header>
      {waitId ? <ApprovalPanel waitId={waitId} /> : null}
    </section>
  )
}
