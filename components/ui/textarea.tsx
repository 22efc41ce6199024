import type { ComponentProps } from 'react'
import { cn } from './cn'
import { FIELD_CLASSES } from './input'

export function Textarea({ className, rows = 3, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={rows}
      className={cn(FIELD_CLASSES, 'field-sizing-content block max-h-96 min-h-16 resize-y py-1.5', className)}
      {...rest}
    />
  )
}
