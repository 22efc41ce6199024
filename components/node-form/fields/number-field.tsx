'use client'
import { useEffect, useState } from 'react'
import type { FieldControl } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Slider } from '@/components/ui/slider'
import type { Json } from '@/lib/core/json'
import type { NumberSpec } from '../field-spec'

export interface NumberFieldProps {
  spec: NumberSpec
  value: Json
  onChange: (value: Json) => void
  control: FieldControl
}

export function NumberField({ spec, value, onChange, control }: NumberFieldProps) {
  const { input, step = spec.isInteger ? 1 : 0.1 } = spec.layout
  const min = spec.layout.min ?? spec.min
  const max = spec.layout.max ?? spec.max
  const number = typeof value === 'number' ? value : null
  if (input === 'slider' && min !== null && max !== null) {
    return (
      <div className="flex items-center gap-3">
        <Slider
          id={control.id}
          value={number ?? min}
          min={min}
          max={max}
          step={step}
          aria-label={spec.label}
          onValueChange={(next) => onChange(Number(next.toFixed(6)))}
        />
        <output className="w-9 shrink-0 text-right text-muted text-xs tabular-nums">{number ?? '–'}</output>
      </div>
    )
  }
  return <TypedNumber number={number} min={min} max={max} step={step} onChange={onChange} control={control} />
}

interface TypedNumberProps {
  number: number | null
  min: number | null
  max: number | null
  step: number
  onChange: (value: Json) => void
  control: FieldControl
}

/** Keeps the text until it is a number, so that intermediate input such as “1.” is possible. */
export function TypedNumber({ number, min, max, step, onChange, control }: TypedNumberProps) {
  const stored = number === null ? '' : String(number)
  const [draft, setDraft] = useState(stored)
  useEffect(() => {
    setDraft((current) => (current !== '' && Number(current) === number ? current : stored))
  }, [number, stored])
  return (
    <Input
      {...control}
      type="number"
      inputMode="decimal"
      value={draft}
      step={step}
      {...(min === null ? {} : { min })}
      {...(max === null ? {} : { max })}
      onChange={(event) => {
        setDraft(event.target.value)
        const next = event.target.valueAsNumber
        if (Number.isFinite(next)) onChange(next)
      }}
      onBlur={() => setDraft(stored)}
    />
  )
}
