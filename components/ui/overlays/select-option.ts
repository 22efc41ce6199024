import type { ReactNode } from 'react'

export interface SelectOption {
  value: string
  label: ReactNode
  /** Second line in the list. */
  description?: string
  disabled?: boolean
}
export interface SelectGroup {
  label: string
  options: readonly SelectOption[]
}
