'use client'
import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'

export interface LinesFieldProps {
  label: string
  hint: string
  error: string | undefined
  value: readonly string[]
  placeholder?: string
  /** Applied to each line on blur. */
  tidy?: (line: string) => string
  onChange: (lines: string[]) => void
}

/** A list with one entry per line; empty lines are ignored. */
export function LinesField({ label, hint, error, value, placeholder, tidy, onChange }: LinesFieldProps) {
  const [text, setText] = useState(value.join('\n'))
  function change(next: string) {
    setText(next)
    onChange(linesOf(next))
  }
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <Textarea
          {...control}
          rows={2}
          value={text}
          {...(placeholder === undefined ? {} : { placeholder })}
          onChange={(event) => change(event.target.value)}
          onBlur={() => tidy && change(linesOf(text).map(tidy).join('\n'))}
        />
      )}
    </Field>
  )
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
