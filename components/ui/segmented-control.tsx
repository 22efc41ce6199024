'use client'
import { useId } from 'react'
import { cn } from './cn'
import { Icon, type IconName } from './icon'

export interface SegmentedControlProps<Value extends string> {
  value: Value
  onValueChange: (value: Value) => void
  options: readonly { value: Value; label: string; icon?: IconName }[]
  label: string
  size?: 'sm' | 'md'
  /** Labels become tooltips of icons. */
  iconOnly?: boolean
  className?: string
}

/** Native radio buttons, which bring the keyboard with them. */
export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  const { value, onValueChange, options, label, size = 'md', iconOnly, className } = props
  const name = useId()
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className={cn('inline-flex shrink-0 gap-0.5 rounded-md bg-pressed/70 p-0.5', className)}
    >
      {options.map((option) => (
        <label
          key={option.value}
          title={iconOnly ? option.label : undefined}
          className={cn(
            'relative inline-flex flex-1 items-center justify-center gap-1.5 whitespace-nowrap rounded-sm px-2.5 font-medium text-muted transition-colors hover:text-ink has-checked:bg-surface has-checked:text-ink has-checked:shadow-sm has-focus-visible:outline-2 has-focus-visible:outline-focus dark:has-checked:bg-line-strong',
            size === 'sm' ? 'h-6 text-xs' : 'h-7 text-sm',
          )}
        >
          {/* Covers the label, so that it receives the clicks. */}
          <input
            type="radio"
            name={name}
            value={option.value}
            aria-label={option.label}
            checked={option.value === value}
            onChange={() => onValueChange(option.value)}
            className="absolute inset-0 cursor-default appearance-none rounded-sm outline-none"
          />
          {option.icon ? <Icon name={option.icon} size={14} /> : null}
          {iconOnly ? null : option.label}
        </label>
      ))}
    </div>
  )
}
