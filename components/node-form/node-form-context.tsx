'use client'
import { createContext, useContext } from 'react'
import type { CodeInput } from './fields/code-inputs'
import type { ReferenceOption } from './references/reference-options'
import type { DescribeChip } from './references/reference-text'
import type { TokenizerName } from './tokens/count-tokens'

export interface NodeFormContextValue {
  /** What `{{` offers, asked for when the menu opens. */
  options: () => readonly ReferenceOption[]
  /** `version` changes when a chip must be drawn anew, because a label changed. */
  describeChip: { look: DescribeChip; version: string }
  /** Dotted path of a field -> what is wrong with it. */
  errors: Readonly<Record<string, string>>
  /** The app whose node this is: it cannot call itself. */
  appId: string
  /** The model that reads what is written here; null while it is not known. */
  promptModel: { tokenizer: TokenizerName | null; contextTokens: number | null } | null
  /** What the node's code finds in `input`. */
  codeInputs: readonly CodeInput[]
}

export const NodeFormContext = createContext<NodeFormContextValue>({
  options: () => [],
  describeChip: { look: (path) => ({ text: path.join('.'), tone: 'own' }), version: '' },
  errors: {},
  appId: '',
  promptModel: null,
  codeInputs: [],
})

export function useNodeFormContext(): NodeFormContextValue {
  return useContext(NodeFormContext)
}
