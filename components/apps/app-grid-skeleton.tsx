import { Skeleton, WaitingForServer } from '@/components/ui/skeleton'
import { t } from '@/lib/client/messages/t'

export function AppGridSkeleton() {
  return (
    <div role="status" aria-label={t('common.loading')} className="relative grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
      {['a', 'b', 'c', 'd', 'e', 'f'].map((place) => (
        <Skeleton key={place} className="h-68 rounded-lg" />
      ))}
      <WaitingForServer />
    </div>
  )
}
