'use client'
import { RadioGroup as Radix } from 'radix-ui'
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

export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  const { value, onValueChange, options, label, size = 'md', iconOnly, className } = props
  function choose(next: string) {
    const option = options.find((candidate) => candidate.value === next)
    if (option) onValueChange(option.value)
  }
  return (
    <Radix.Root
      value={value}
      onValueChange={choose}
      aria-label={label}
      orientation="horizontal"
      className={cn('inline-flex shrink-0 gap-0.5 rounded-md bg-pressed/70 p-0.5', className)}
    >
      {options.map((option) => (
        <Radix.Item
          key={option.value}
          value={option.value}
          aria-label={option.label}
          title={iconOnly ? option.label : undefined}
          className={cn(
            'inline-flex flex-1 items-center whitespace-nowrap justify-center gap-1.5 rounded-sm px-2.5 font-medium text-muted transition-colors hover:text-ink data-[state=checked]:bg-surface data-[state=checked]:text-ink data-[state=checked]:shadow-sm dark:data-[state=checked]:bg-line-strong',
            size === 'sm' ? 'h-6 text-xs' : 'h-7 text-sm',
          )}
        >
          {option.icon ? <Icon name={option.icon} size={14} /> : null}
          {iconOnly ? null : option.label}
        </Radix.Item>
      ))}
    </Radix.Root>
  )
}
