import { cn } from './cn'

export interface ProgressProps {
  /** 0 to 1; null if the progress is unknown. */
  value: number | null
  label: string
  tone?: 'accent' | 'success' | 'danger'
  className?: string
}

const TONES = { accent: 'bg-accent', success: 'bg-success', danger: 'bg-danger' }

export function Progress({ value, label, tone = 'accent', className }: ProgressProps) {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(percent === null ? {} : { 'aria-valuenow': percent })}
      className={cn('h-1 w-full overflow-hidden rounded-full bg-pressed', className)}
    >
      <div
        className={cn(
          'h-full rounded-full transition-[width] duration-300',
          TONES[tone],
          percent === null && 'w-1/3 animate-indeterminate',
        )}
        style={percent === null ? undefined : { width: `${percent}%` }}
      />
    </div>
  )
}
