import { textOf } from '../fields'
import { plainText } from '../plain-text'
import type { FlowiseNode } from './flowise-file'

/** The reference that a name in an agentflow's text represents; null, and reported, if it has no equivalent. */
export type Lookup = (path: string[], node: FlowiseNode) => string | null

/**
 * Rich text of Flowise as text with references of Patchbay: `{{ question }}`, `{{ $flow.state.x }}`, `{{ nodeId }}`.
 */
export function resolveText(value: unknown, node: FlowiseNode, lookup: Lookup): string {
  return plainText(textOf(value)).replaceAll(/\{\{\s*([$\w][\w$.[\]-]{0,200})\s*\}\}/g, (_, name: string) => {
    const path = name.replaceAll(/\[(\w+)\]/g, '.$1').split('.')
    return lookup(path, node) ?? ''
  })
}
