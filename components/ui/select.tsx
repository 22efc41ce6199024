'use client'
import { type KeyboardEvent, useRef, useState } from 'react'
import { cn } from './cn'
import { Icon } from './icon'
import { FIELD_CLASSES } from './input'
import { OverlayFailure } from './lazy-part'
import type { SelectGroup, SelectOption } from './overlays/select-option'
import { makeLoadable, useLoadable } from './part'
import { useTypeahead } from './use-typeahead'

// Radix's select and its positioning are 30 kB, so they are loaded when the pointer or the focus reaches a select.
const selectList = makeLoadable(() => import('./overlays/select-list').then((module) => module.SelectList))

export type { SelectGroup, SelectOption }

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

const OPENING_KEYS = new Set(['ArrowDown', 'ArrowUp', 'Enter', ' '])

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
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const { value: List, failed, retry } = useLoadable(selectList, open)
  const all = [...options, ...groups.flatMap((group) => group.options)]
  const selected = all.find((option) => option.value === value)
  const findTyped = useTypeahead()
  // A failure is reported when the select is opened.
  const prefetch = () => void selectList.load().catch(() => null)
  const onKeyDown = (event: KeyboardEvent) => {
    if (OPENING_KEYS.has(event.key)) {
      event.preventDefault()
      setOpen(true)
      return
    }
    const typed = findTyped(event, all, value)
    if (typed) onValueChange(typed.value)
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        role="combobox"
        aria-expanded={open}
        aria-haspopup="listbox"
        aria-autocomplete="none"
        data-state={open ? 'open' : 'closed'}
        data-placeholder={selected ? undefined : ''}
        disabled={disabled}
        onPointerEnter={prefetch}
        onFocus={prefetch}
        onClick={() => setOpen(true)}
        onKeyDown={onKeyDown}
        className={cn(
          FIELD_CLASSES,
          'flex cursor-pointer items-center justify-between gap-2 text-left data-[placeholder]:text-faint',
          size === 'sm' ? 'h-7 text-xs' : 'h-8',
          className,
        )}
        {...control}
      >
        <span className="truncate">{selected?.label ?? placeholder}</span>
        <Icon name="chevrons-up-down" size={13} className="text-faint" />
      </button>
      {open && List && button.current ? (
        <List
          button={button.current}
          value={value}
          onValueChange={onValueChange}
          onClose={() => setOpen(false)}
          options={options}
          groups={groups}
        />
      ) : null}
      {open && failed ? <OverlayFailure onRetry={retry} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
