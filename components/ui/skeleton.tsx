import { cn } from './cn'

export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('animate-pulse rounded-md bg-pressed/70', className)} />
}

/** Rows in the shape of a list, for the time until the first answer. */
export function SkeletonRows({ count = 5, className }: { count?: number; className?: string }) {
  return (
    <div role="status" aria-busy className={cn('flex flex-col gap-2', className)}>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike.
        <Skeleton key={index} className="h-11" />
      ))}
    </div>
  )
}
