'use client'
import { Select as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from './cn'
import { Icon } from './icon'
import { FIELD_CLASSES } from './input'

export interface SelectOption {
  value: string
  label: ReactNode
  /** Second line in the list. */
  description?: string
  disabled?: boolean
}
export interface SelectGroup {
  label: string
  options: readonly SelectOption[]
}

export interface SelectProps {
  value: string | undefined
  onValueChange: (value: string) => void
  options?: readonly SelectOption[]
  groups?: readonly SelectGroup[]
  placeholder?: string
  disabled?: boolean
  size?: 'sm' | 'md'
  className?: string
  id?: string
  'aria-label'?: string
  'aria-describedby'?: string
  'aria-invalid'?: true
  'aria-required'?: true
}

export function Select({
  value,
  onValueChange,
  options = [],
  groups = [],
  placeholder,
  disabled,
  size,
  className,
  ...control
}: SelectProps) {
  return (
    <Radix.Root value={value ?? ''} onValueChange={onValueChange} disabled={disabled ?? false}>
      <Radix.Trigger
        className={cn(
          FIELD_CLASSES,
          'flex cursor-pointer items-center justify-between gap-2 text-left data-[placeholder]:text-faint',
          size === 'sm' ? 'h-7 text-xs' : 'h-8',
          className,
        )}
        {...control}
      >
        <span className="truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <Icon name="chevrons-up-down" size={13} className="text-faint" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-[min(24rem,var(--radix-select-content-available-height))] min-w-[var(--radix-select-trigger-width)] max-w-96 animate-rise overflow-hidden rounded-lg border bg-raised p-1 shadow-md"
        >
          <Radix.Viewport>
            {options.map((option) => (
              <SelectItem key={option.value} option={option} />
            ))}
            {groups.map((group) => (
              <Radix.Group key={group.label}>
                <Radix.Label className="px-2 pt-2 pb-1 font-medium text-2xs text-faint uppercase tracking-wide">
                  {group.label}
                </Radix.Label>
                {group.options.map((option) => (
                  <SelectItem key={option.value} option={option} />
                ))}
              </Radix.Group>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function SelectItem({ option }: { option: SelectOption }) {
  return (
    <Radix.Item
      value={option.value}
      disabled={option.disabled ?? false}
      className="relative flex cursor-pointer select-none flex-col rounded-sm py-1.5 pr-7 pl-2 text-sm outline-none data-[disabled]:cursor-not-allowed data-[highlighted]:bg-hover data-[disabled]:opacity-50"
    >
      <Radix.ItemText>{option.label}</Radix.ItemText>
      {option.description ? <span className="text-muted text-xs">{option.description}</span> : null}
      <Radix.ItemIndicator className="absolute top-2 right-2 text-accent">
        <Icon name="check" size={14} />
      </Radix.ItemIndicator>
    </Radix.Item>
  )
}
