'use client'
import { type ComponentProps, type ReactNode, useId } from 'react'
import { cn } from './cn'
import { Icon } from './icon'

export function Label({ className, ...rest }: ComponentProps<'label'>) {
  // biome-ignore lint/a11y/noLabelWithoutControl: the caller passes htmlFor.
  return <label className={cn('font-medium text-ink text-sm', className)} {...rest} />
}

export interface FieldControl {
  id: string
  'aria-describedby'?: string
  'aria-invalid'?: true
  'aria-required'?: true
}

export interface FieldProps {
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  required?: boolean
  /** Right of the label: a link or a count. */
  aside?: ReactNode
  className?: string
  /** Spread the given props onto the control to connect it with its label, hint and error. */
  children: (control: FieldControl) => ReactNode
}

export function Field({ label, hint, error, required, aside, className, children }: FieldProps) {
  const id = useId()
  const noteId = `${id}-note`
  const control: FieldControl = {
    id,
    ...(error || hint ? { 'aria-describedby': noteId } : {}),
    ...(error ? { 'aria-invalid': true as const } : {}),
    ...(required ? { 'aria-required': true as const } : {}),
  }
  return (
    <div className={cn('flex flex-col gap-1.5', className)}>
      <div className="flex items-baseline justify-between gap-2">
        <Label htmlFor={id}>
          {label}
          {required ? (
            <span aria-hidden className="ml-0.5 text-accent">
              *
            </span>
          ) : null}
        </Label>
        {aside ? <span className="text-muted text-xs">{aside}</span> : null}
      </div>
      {children(control)}
      {error ? (
        <p id={noteId} role="alert" className="flex items-start gap-1 text-danger text-xs">
          <Icon name="alert-triangle" size={12} className="mt-0.5" />
          {error}
        </p>
      ) : hint ? (
        <p id={noteId} className="text-muted text-xs">
          {hint}
        </p>
      ) : null}
    </div>
  )
}
