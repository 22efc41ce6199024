'use client'
import Link from 'next/link'
import { AllowAddress } from '@/components/addresses/allow-address'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { localizeProblem } from '@/lib/client/messages/localize-problem'
import { t } from '@/lib/client/messages/t'
import type { ErrorCode } from '@/lib/core/app-error'
import type { RunFailure } from '../run-store'

const MODELS = { href: '/models', label: 'runPanel.openModels' } as const
const ADVICE = {
  MODEL_MISSING: { text: 'runPanel.adviceModelMissing', link: MODELS },
  MODEL_UNREACHABLE: { text: 'runPanel.adviceModelUnreachable', link: MODELS },
  MODEL_UNAUTHORIZED: { text: 'runPanel.adviceModelUnauthorized', link: MODELS },
  MODEL_RATE_LIMITED: { text: 'runPanel.adviceRateLimited' },
  CREDENTIAL_MISSING: {
    text: 'runPanel.adviceCredential',
    link: { href: '/settings', label: 'runPanel.openSettings' },
  },
  EGRESS_BLOCKED: { text: 'runPanel.adviceEgress' },
  TIMEOUT: { text: 'runPanel.adviceTimeout' },
  REFERENCE_MISSING: { text: 'runPanel.adviceReference' },
} as const

type Advised = keyof typeof ADVICE

export interface RunFailureNoteProps {
  error: RunFailure
  onShowNode: (nodeId: string) => void
  /** Restarts at the failed step. */
  onRetry: (() => void) | null
  /** Reruns with the current draft. */
  onRunDraft?: (() => void) | null
}

/** Why a run failed, and what to do. A run stopped by the user is not a failure. */
export function RunFailureNote({ error, onShowNode, onRetry, onRunDraft = null }: RunFailureNoteProps) {
  const { nodeId } = error
  if (error.code === 'CANCELLED') return <p className="mt-1 text-muted text-sm">{t('runPanel.stopped')}</p>
  const rerun = onRetry ?? onRunDraft
  const advice = isAdvised(error.code) ? ADVICE[error.code] : undefined
  const link = advice && 'link' in advice ? advice.link : undefined
  return (
    <div role="alert" className="mt-1 flex items-start gap-2.5 rounded-lg bg-danger-soft px-3 py-2.5">
      <Icon name="alert-triangle" size={15} className="mt-0.5 text-danger" />
      <div className="min-w-0 flex-1 text-sm">
        <p className="break-words text-danger">{localizeProblem(error)}</p>
        {advice ? <p className="mt-0.5 text-muted">{t(advice.text)}</p> : null}
        <div className="mt-2 flex flex-wrap gap-2">
          {rerun ? <AllowAddress address={error.localAddress} onAllowed={rerun} /> : null}
          {nodeId === undefined ? null : (
            <Button size="sm" icon="search" onClick={() => onShowNode(nodeId)}>
              {t('runPanel.showNode')}
            </Button>
          )}
          {link ? (
            <Button size="sm" asChild>
              <Link href={link.href}>{t(link.label)}</Link>
            </Button>
          ) : null}
          {onRetry ? (
            <Button size="sm" icon="refresh" onClick={onRetry}>
              {t('common.retry')}
            </Button>
          ) : null}
          {onRunDraft ? (
            <Button size="sm" icon="pencil" onClick={onRunDraft}>
              {t('runAgain.withDraft')}
            </Button>
          ) : null}
        </div>
      </div>
    </div>
  )
}

function isAdvised(code: ErrorCode): code is Advised {
  return Object.hasOwn(ADVICE, code)
}
