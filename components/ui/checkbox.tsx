'use client'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { Icon } from './icon'

export interface CheckboxProps extends Omit<ComponentProps<'button'>, 'onChange' | 'value'> {
  checked: boolean | 'indeterminate'
  onCheckedChange?: (checked: boolean) => void
}

/** A native button, so that list pages need no code of a library. */
export function Checkbox({ className, checked, onCheckedChange, ...rest }: CheckboxProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: an input has no children and no partly selected state in markup.
    <button
      type="button"
      role="checkbox"
      aria-checked={checked === 'indeterminate' ? 'mixed' : checked}
      onClick={() => onCheckedChange?.(checked !== true)}
      className={cn(
        'flex size-4 shrink-0 items-center justify-center rounded-xs border border-control bg-surface text-accent-ink transition-colors disabled:opacity-50',
        'aria-checked:border-accent aria-checked:bg-accent aria-[checked=mixed]:border-accent aria-[checked=mixed]:bg-accent',
        className,
      )}
      {...rest}
    >
      {checked === false ? null : (
        <Icon name={checked === 'indeterminate' ? 'minus' : 'check'} size={12} strokeWidth={3} />
      )}
    </button>
  )
}
