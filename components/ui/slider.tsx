'use client'
import { Slider as Radix } from 'radix-ui'
import { cn } from './cn'

export interface SliderProps {
  value: number
  onValueChange: (value: number) => void
  min: number
  max: number
  step?: number
  disabled?: boolean
  className?: string
  id?: string
  'aria-label'?: string
  'aria-labelledby'?: string
}

export function Slider({ value, onValueChange, min, max, step = 1, disabled, className, ...control }: SliderProps) {
  return (
    <Radix.Root
      value={[value]}
      onValueChange={([next]) => next !== undefined && onValueChange(next)}
      min={min}
      max={max}
      step={step}
      disabled={disabled ?? false}
      className={cn('relative flex h-6 w-full touch-none select-none items-center', className)}
    >
      <Radix.Track className="relative h-1 grow rounded-full bg-line-strong">
        <Radix.Range className="absolute h-full rounded-full bg-accent" />
      </Radix.Track>
      <Radix.Thumb
        {...control}
        className="block size-3.5 rounded-full border border-control bg-surface shadow-sm transition-shadow hover:border-accent"
      />
    </Radix.Root>
  )
}
