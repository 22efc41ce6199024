'use client'
import type { KeyboardEvent } from 'react'
import type { FieldControl } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'

export interface CodeFieldProps {
  value: string
  onChange: (value: string) => void
  control: FieldControl
}

/** Tab indents; Escape, then Tab, leaves the field, as screen readers' users expect. */
export function CodeField({ value, onChange, control }: CodeFieldProps) {
  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.key === 'Escape') event.currentTarget.dataset.leave = 'yes'
    if (event.key !== 'Tab' || event.shiftKey || event.currentTarget.dataset.leave) return
    event.preventDefault()
    event.currentTarget.setRangeText('  ', event.currentTarget.selectionStart, event.currentTarget.selectionEnd, 'end')
    onChange(event.currentTarget.value)
  }
  return (
    <Textarea
      {...control}
      value={value}
      rows={8}
      spellCheck={false}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        delete event.currentTarget.dataset.leave
      }}
      className="font-mono text-xs leading-5"
    />
  )
}
