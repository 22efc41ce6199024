import { cn } from '@/components/ui/cn'

const COLORS: Readonly<Record<string, string>> = {
  GET: 'bg-info-soft text-info',
  POST: 'bg-success-soft text-success',
  PUT: 'bg-warning-soft text-warning',
  PATCH: 'bg-warning-soft text-warning',
  DELETE: 'bg-danger-soft text-danger',
}

export function MethodBadge({ method, className }: { method: string; className?: string }) {
  return (
    <span
      className={cn(
        'inline-flex h-5 w-13 shrink-0 items-center justify-center rounded-sm font-medium font-mono text-2xs',
        COLORS[method] ?? 'bg-sunken text-muted',
        className,
      )}
    >
      {method}
    </span>
  )
}
