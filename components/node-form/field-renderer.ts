'use client'
import { type ComponentType, createContext, useContext } from 'react'
import { raiseInternal } from '@/lib/core/internal-error'
import type { Json } from '@/lib/core/json'
import type { FieldSpec } from './field-spec'

export interface FormFieldProps {
  spec: FieldSpec
  value: Json
  onChange: (value: Json) => void
  path: readonly string[]
}

/** Renders one field. A field of objects or lists contains fields, which use the same renderer. */
export const FieldRendererContext = createContext<ComponentType<FormFieldProps> | null>(null)

export function useFieldRenderer(): ComponentType<FormFieldProps> {
  return useContext(FieldRendererContext) ?? raiseInternal('A field is outside of a form.')
}
