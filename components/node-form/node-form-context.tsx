'use client'
import { createContext, useContext } from 'react'
import type { JsonObject } from '@/lib/core/json'
import type { CodeInput } from './fields/code-inputs'
import type { ReferenceOption } from './references/reference-options'
import type { DescribeChip } from './references/reference-text'
import type { TokenizerName } from './tokens/count-tokens'

export interface NodeFormContextValue {
  /** Suggestions after `{{`, computed when the menu opens. */
  options: () => readonly ReferenceOption[]
  /** `version` changes when chips need a new label. */
  describeChip: { look: DescribeChip; version: string }
  /** Errors by dotted path. */
  errors: Readonly<Record<string, string>>
  /** The app of this node; it cannot call itself. */
  appId: string
  /** The model that reads this text; null while unknown. */
  promptModel: { tokenizer: TokenizerName | null; contextTokens: number | null } | null
  /** Contents of `input` in the node's code. */
  codeInputs: readonly CodeInput[]
  /** The settings of the node that the form belongs to. */
  config: JsonObject
  /** The agents that use this node as a tool. */
  agents: readonly ConnectedNode[]
}

/** Another node of the graph, as a form sees and changes it. */
export interface ConnectedNode {
  id: string
  label: string
  config: JsonObject
  setConfig: (config: JsonObject) => void
  open: () => void
}

export const NodeFormContext = createContext<NodeFormContextValue>({
  options: () => [],
  describeChip: { look: (path) => ({ text: path.join('.'), tone: 'own' }), version: '' },
  errors: {},
  appId: '',
  promptModel: null,
  codeInputs: [],
  config: {},
  agents: [],
})

export function useNodeFormContext(): NodeFormContextValue {
  return useContext(NodeFormContext)
}
