import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete'
import { javascriptLanguage } from '@codemirror/lang-javascript'
import { syntaxTree } from '@codemirror/language'
import { type Diagnostic, linter } from '@codemirror/lint'
import type { EditorState, Extension } from '@codemirror/state'
import { hoverTooltip } from '@codemirror/view'
import { t } from '@/lib/client/messages/t'
import type { CodeInput } from './code-inputs'

/** Completion and types of `input.…`, JavaScript completion, and syntax errors. */
export function codeHints(inputs: () => readonly CodeInput[]): Extension {
  return [
    autocompletion({ icons: false }),
    javascriptLanguage.data.of({ autocomplete: (context: CompletionContext) => completeInputs(context, inputs()) }),
    hoverTooltip((view, position) => typeTooltip(view.state, position, inputs())),
    linter(({ state }) => syntaxProblems(state)),
  ]
}

/** Offers the fields of `input` after `input.`, otherwise `input` itself. */
export function completeInputs(context: CompletionContext, inputs: readonly CodeInput[]): CompletionResult | null {
  const field = context.matchBefore(/\binput\??\.[\w$]*$/)
  if (field) {
    return {
      from: field.from + field.text.lastIndexOf('.') + 1,
      options: inputs.map(({ name, type, description }) => ({
        label: name,
        type: 'property',
        detail: type,
        ...(description === '' ? {} : { info: description }),
      })),
      validFor: /^[\w$]*$/,
    }
  }
  const word = context.matchBefore(/(?:^|[^.\w$])[A-Za-z]\w*$/)
  if (!word) return null
  const start = word.from + word.text.search(/\w/)
  return { from: start, options: [{ label: 'input', type: 'variable', detail: typeOfAll(inputs) }], validFor: /^\w*$/ }
}

function typeTooltip(state: EditorState, position: number, inputs: readonly CodeInput[]) {
  const line = state.doc.lineAt(position)
  for (const match of line.text.matchAll(/\binput(?:\??\.([A-Za-z_$][\w$]*))?/g)) {
    const [from, to] = [line.from + match.index, line.from + match.index + match[0].length]
    if (position < from || position > to) continue
    const name = match[1]
    const found = inputs.find((input) => input.name === name)
    const text = name === undefined ? typeOfAll(inputs) : (found?.type ?? t('inspector.noSuchInput', { name }))
    return { pos: from, end: to, create: () => ({ dom: tooltipOf(text, found?.description ?? '') }) }
  }
  return null
}

function tooltipOf(type: string, description: string): HTMLElement {
  const dom = document.createElement('div')
  dom.className = 'code-type'
  const code = document.createElement('code')
  code.textContent = type
  dom.append(code)
  if (description !== '') dom.append(document.createElement('br'), description)
  return dom
}

const typeOfAll = (inputs: readonly CodeInput[]) =>
  `{ ${inputs.map(({ name, type }) => `${name}: ${type}`).join(', ')} }`

/** The first syntax error; later ones mostly follow from it. */
export function syntaxProblems(state: EditorState): Diagnostic[] {
  let found: Diagnostic | null = null
  syntaxTree(state).iterate({
    enter: (node) => {
      if (found) return false
      if (node.type.isError) {
        const to = Math.min(state.doc.length, Math.max(node.to, node.from + 1))
        found = { from: Math.min(node.from, to), to, severity: 'error', message: t('inspector.syntaxError') }
      }
      return undefined
    },
  })
  return found ? [found] : []
}
