'use client'
import { Select as Radix } from 'radix-ui'
import { Icon } from '../icon'
import type { SelectGroup, SelectOption } from './select-option'

export interface SelectListProps {
  /** The button that was rendered before the list was loaded. */
  button: HTMLElement
  value: string | undefined
  onValueChange: (value: string) => void
  onClose: () => void
  options: readonly SelectOption[]
  groups: readonly SelectGroup[]
}

/** The open list of a select. */
export function SelectList({ button, value, onValueChange, onClose, options, groups }: SelectListProps) {
  const { x, y, width, height } = button.getBoundingClientRect()
  return (
    <Radix.Root open value={value ?? ''} onValueChange={onValueChange} onOpenChange={(open) => !open && onClose()}>
      <Radix.Trigger asChild>
        <span aria-hidden className="pointer-events-none fixed" style={{ left: x, top: y, width, height }} />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            button.focus()
          }}
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
