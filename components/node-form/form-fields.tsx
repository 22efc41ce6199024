'use client'
import type { ReactNode } from 'react'
import { FieldRendererContext } from './field-renderer'
import { FormField } from './form-field'

/** Every form of fields has this around it, because fields that contain fields render them by context. */
export function FormFields({ children }: { children: ReactNode }) {
  return <FieldRendererContext value={FormField}>{children}</FieldRendererContext>
}
