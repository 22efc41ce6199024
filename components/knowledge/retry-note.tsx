'use client'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import type { ProblemRef } from '@/lib/messages/problems/problem-ref'

/** Why a model task is delayed. It is retried automatically. */
export function RetryNote({ reason, reasonRef }: { reason: string; reasonRef: ProblemRef | null }) {
  return (
    <div className="w-full break-words text-warning text-xs" aria-live="polite">
      <p>{localizeStored(reason, reasonRef)}</p>
      <p>{t('knowledge.retriesSoon')}</p>
    </div>
  )
}
