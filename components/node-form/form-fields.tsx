'use client'
import type { ReactNode } from 'react'
import { FieldRendererContext } from './field-renderer'
import { FormField } from './form-field'

/** Wraps every form, because fields that contain fields render them through this context. */
export function FormFields({ children }: { children: ReactNode }) {
  return <FieldRendererContext value={FormField}>{children}</FieldRendererContext>
}
