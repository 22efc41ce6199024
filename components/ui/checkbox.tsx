'use client'
import { Checkbox as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { Icon } from './icon'

export function Checkbox({ className, checked, ...rest }: ComponentProps<typeof Radix.Root>) {
  return (
    <Radix.Root
      {...(checked === undefined ? {} : { checked })}
      className={cn(
        'flex size-4 shrink-0 items-center justify-center rounded-xs border border-control bg-surface text-accent-ink transition-colors disabled:opacity-50',
        'data-[state=checked]:border-accent data-[state=indeterminate]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:bg-accent',
        className,
      )}
      {...rest}
    >
      <Radix.Indicator>
        <Icon name={checked === 'indeterminate' ? 'minus' : 'check'} size={12} strokeWidth={3} />
      </Radix.Indicator>
    </Radix.Root>
  )
}
