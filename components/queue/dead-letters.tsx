'use client'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { formatRelative } from '@/lib/client/format/format'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { type DeadLetterView, discardDeadLetter, getQueue, retryDeadLetter } from '@/lib/contracts/queue'
import { jobLabel } from './job-label'

/** Jobs that failed on every attempt: the reason, retry and discard. */
export function DeadLetters({ letters }: { letters: readonly DeadLetterView[] }) {
  return (
    <section>
      <h2 className="mb-1 font-semibold text-sm">{t('automations.deadTitle')}</h2>
      <p className="mb-2 text-muted text-sm">
        {t(letters.length > 0 ? 'automations.deadHint' : 'automations.deadEmpty')}
      </p>
      {letters.length > 0 ? (
        <ul className="divide-y rounded-md border text-sm">
          {letters.map((letter) => (
            <Letter key={letter.id} letter={letter} />
          ))}
        </ul>
      ) : null}
    </section>
  )
}

function Letter({ letter }: { letter: DeadLetterView }) {
  const params = { jobId: letter.id }
  const settings = { invalidates: [getQueue] }
  const retry = useContractMutation(retryDeadLetter, { ...settings, onSuccess: () => toast(t('automations.queued')) })
  const discard = useContractMutation(discardDeadLetter, settings)
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
      <div className="min-w-0 flex-1">
        <p>
          <span>{jobLabel(letter.kind)}</span>
          <span className="text-muted text-xs">
            {' '}
            · {formatRelative(letter.failedAt)} · {t('automations.tries', { count: letter.tries })}
          </span>
          {letter.runId ? (
            <Link href={`/runs/${letter.runId}`} className="ml-2 text-accent text-xs underline">
              {t('automations.openRun')}
            </Link>
          ) : null}
        </p>
        <p className="break-words text-danger text-xs">{localizeStored(letter.reason, letter.reasonRef)}</p>
      </div>
      {letter.beginAnewAt ? (
        <Button asChild size="sm">
          <Link href={letter.beginAnewAt}>{t('automations.restart')}</Link>
        </Button>
      ) : (
        <Button size="sm" icon="refresh" busy={retry.isPending} onClick={() => retry.mutate({ params })}>
          {t('automations.tryAgain')}
        </Button>
      )}
      <Button size="sm" variant="ghost" busy={discard.isPending} onClick={() => discard.mutate({ params })}>
        {t('automations.discard')}
      </Button>
    </li>
  )
}
