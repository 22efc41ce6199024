'use client'
import type { ComponentProps } from 'react'
import { cn } from './cn'

export interface SwitchProps extends Omit<ComponentProps<'button'>, 'onChange' | 'value'> {
  checked: boolean
  onCheckedChange?: (checked: boolean) => void
}

/** A native button, so that list pages do not load the code of a library. */
export function Switch({ className, checked, onCheckedChange, ...rest }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={checked}
      onClick={() => onCheckedChange?.(!checked)}
      className={cn(
        'group inline-flex h-4.5 w-8 shrink-0 items-center rounded-full border border-control bg-sunken transition-colors disabled:opacity-50 aria-checked:border-accent aria-checked:bg-accent',
        className,
      )}
      {...rest}
    >
      <span className="block size-3 translate-x-0.5 rounded-full bg-control shadow-sm transition-transform group-aria-checked:translate-x-4 group-aria-checked:bg-accent-ink" />
    </button>
  )
}
