import { cn } from '@/components/ui/cn'
import { t } from '@/lib/client/messages/t'

export interface BudgetBarProps {
  name: string
  limitMicros: number
  spentMicros: number
  reservedMicros: number
  /** Warning and degradation thresholds in percent. */
  marks: readonly number[]
  /** Shown as a warning from this share. */
  warnPercent: number
}

/** Spent and reserved amounts, with marks at the thresholds. */
export function BudgetBar({ name, limitMicros, spentMicros, reservedMicros, marks, warnPercent }: BudgetBarProps) {
  const percentOf = (micros: number) => (limitMicros === 0 ? 100 : Math.min(100, (micros / limitMicros) * 100))
  const spent = percentOf(spentMicros)
  const reserved = Math.min(100 - spent, percentOf(reservedMicros))
  const tone = spent >= 100 ? 'bg-danger' : spent >= warnPercent ? 'bg-warning' : 'bg-accent'
  return (
    <div
      role="progressbar"
      aria-label={t('budgets.barLabel', { name, percent: Math.round(spent) })}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(spent)}
      className="relative h-2 w-full overflow-hidden rounded-full bg-pressed"
    >
      <div
        className={cn('absolute inset-y-0 left-0 transition-[width] duration-300', tone)}
        style={{ width: `${spent}%` }}
      />
      <div className={cn('absolute inset-y-0 opacity-40', tone)} style={{ left: `${spent}%`, width: `${reserved}%` }} />
      {marks.map((mark) => (
        <div key={mark} className="absolute inset-y-0 w-px bg-ink/60" style={{ left: `${mark}%` }} />
      ))}
    </div>
  )
}
