'use client'
import Link from 'next/link'
import { t } from '@/lib/client/messages/t'
import { GateAnswerBadge } from './gate-answer-badge'
import { useGateCheck } from './use-gate-check'

const PRODUCTION = 'production'

/** Whether the gate of production passes the draft; nothing if there is no gate. */
export function GateBadge({ appId, revision }: { appId: string; revision: number }) {
  const { gate, check } = useGateCheck({ appId, environment: PRODUCTION, revision }).data ?? {}
  if (!gate || !check) return null
  return (
    <Link
      href={`/apps/${appId}/evaluate`}
      title={t('gates.panelTitle', { environment: PRODUCTION })}
      className="rounded-md max-md:hidden"
    >
      <span className="sr-only">{t('gates.panelTitle', { environment: PRODUCTION })}: </span>
      <GateAnswerBadge {...check} />
    </Link>
  )
}
