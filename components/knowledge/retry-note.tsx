'use client'
import { say } from '@/lib/client/messages/say'
import { t } from '@/lib/client/messages/t'

/** Why a model task is delayed. It is retried automatically. */
export function RetryNote({ reason }: { reason: string }) {
  return (
    <div className="w-full break-words text-warning text-xs" aria-live="polite">
      <p>{say(reason)}</p>
      <p>{t('knowledge.retriesSoon')}</p>
    </div>
  )
}
