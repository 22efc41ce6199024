'use client'
import { createContext, useContext } from 'react'
import type { ReferenceOption } from './references/reference-options'
import type { DescribeChip } from './references/reference-text'

export interface NodeFormContextValue {
  /** What `{{` offers, asked for when the menu opens. */
  options: () => readonly ReferenceOption[]
  /** `version` changes when a chip must be drawn anew, because a label changed. */
  describeChip: { look: DescribeChip; version: string }
  /** Dotted path of a field -> what is wrong with it. */
  errors: Readonly<Record<string, string>>
  /** The app whose node this is: it cannot call itself. */
  appId: string
}

export const NodeFormContext = createContext<NodeFormContextValue>({
  options: () => [],
  describeChip: { look: (path) => ({ text: path.join('.'), tone: 'own' }), version: '' },
  errors: {},
  appId: '',
})

export function useNodeFormContext(): NodeFormContextValue {
  return useContext(NodeFormContext)
}
