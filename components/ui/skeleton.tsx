'use client'
import { useIsReachable } from '@/lib/client/connection/use-is-reachable'
import { t } from '@/lib/client/messages/t'
import { cn } from './cn'

export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('animate-pulse rounded-md bg-pressed/70', className)} />
}

/** List placeholder until the first response. */
export function SkeletonRows({ count = 5, className }: { count?: number; className?: string }) {
  return (
    <div role="status" aria-busy className={cn('relative flex flex-col gap-2', className)}>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are identical.
        <Skeleton key={index} className="h-11" />
      ))}
      <WaitingForServer />
    </div>
  )
}

/** Shown over the placeholders while the server is unreachable. */
export function WaitingForServer() {
  if (useIsReachable()) return null
  return (
    <p className="absolute inset-0 flex animate-fade items-center justify-center p-2 text-center text-muted text-sm">
      {t('common.waitingForServer')}
    </p>
  )
}
