import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** Uses the colors of app/tokens.css, which adapt to light and dark. */
const look = EditorView.theme({
  '&': { fontSize: '12px', color: 'var(--ink)', borderRadius: '5px', minHeight: '160px', maxHeight: '420px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '20px', minHeight: '160px' },
  '.cm-content': { padding: '6px 0', caretColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--faint)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '28px', paddingRight: '6px' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--ink) 4%, transparent)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-tooltip': {
    border: '1px solid var(--line)',
    borderRadius: '8px',
    backgroundColor: 'var(--raised)',
    color: 'var(--ink)',
    boxShadow: 'var(--elevation-2)',
    overflow: 'hidden',
  },
  '.cm-tooltip .code-type': { maxWidth: '320px', padding: '6px 10px', fontSize: '12px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-mono)', maxHeight: '200px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--accent-soft)', color: 'var(--ink)' },
  '.cm-completionDetail': { color: 'var(--muted)', fontStyle: 'normal', marginLeft: '10px' },
  '.cm-completionInfo': { padding: '6px 10px', maxWidth: '260px' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--danger)' },
  '.cm-matchingBracket': { backgroundColor: 'color-mix(in srgb, var(--accent) 22%, transparent)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 24%, transparent)',
  },
})

const colors = HighlightStyle.define([
  { tag: [tags.keyword, tags.controlKeyword, tags.operatorKeyword, tags.self], color: 'var(--hue-model)' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--hue-input)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--hue-tool)' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: 'var(--hue-knowledge)' },
  { tag: [tags.propertyName, tags.definition(tags.variableName)], color: 'var(--hue-text)' },
  { tag: [tags.comment], color: 'var(--faint)', fontStyle: 'italic' },
  { tag: tags.invalid, color: 'var(--danger)' },
])

export const codeTheme = [look, syntaxHighlighting(colors)]
