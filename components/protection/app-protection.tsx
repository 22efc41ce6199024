'use client'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { blockingError } from '@/lib/client/http/blocking-error'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { getAppProtection } from '@/lib/contracts/protection'
import { AppProtectionForm } from './app-protection-form'
import { DayBudgets } from './day-budgets'
import { StopNotices } from './stop-notices'
import { StopTraffic } from './stop-traffic'
import { useStops } from './use-stops'

export interface AppProtectionProps {
  appId: string
  appName: string
}

/** The limits of a published app and its kill switch. */
export function AppProtection({ appId, appName }: AppProtectionProps) {
  const query = useContractQuery(getAppProtection, { params: { appId } })
  const isOwner = useHasRole('owner')
  const { apps, isKnown } = useStops()
  const row = apps.find(({ app }) => app?.id === appId)
  if (blockingError(query)) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <SkeletonRows count={4} />
  return (
    <div className="flex flex-col gap-6">
      <StopNotices appId={appId} />
      <AppProtectionForm appId={appId} limits={query.data.limits} defaults={query.data.defaults} />
      <DayBudgets appId={appId} appName={appName} />
      {isOwner && isKnown && !row ? (
        <div className="border-t pt-4">
          <StopTraffic appId={appId} name={appName} />
        </div>
      ) : null}
    </div>
  )
}
