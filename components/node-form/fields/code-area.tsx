'use client'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language'
import { EditorState, type Extension } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { cn } from '@/components/ui/cn'
import type { FieldControl } from '@/components/ui/field'
import { FIELD_CLASSES } from '@/components/ui/input'
import { codeTheme } from './code-theme'

export interface CodeAreaProps {
  value: string
  onChange: (value: string) => void
  label: string
  control: FieldControl
  /** Language support; read once. */
  extensions: () => Extension[]
}

/** A code field with line numbers and highlighting. Tab indents; Escape, then Tab, leaves the field. */
export function CodeArea({ value, onChange, label, control, extensions }: CodeAreaProps) {
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const latest = useRef({ value, onChange, label, control, extensions })
  latest.current = { value, onChange, label, control, extensions }

  useEffect(() => {
    if (!place.current) return
    const { value: doc, label: name, control: attributes, extensions: language } = latest.current
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc,
        extensions: [
          language(),
          ...EXTENSIONS,
          contentAttributes(name, attributes),
          reportChanges((text) => latest.current.onChange(text)),
        ],
      }),
    })
    view.current = editor
    return () => editor.destroy()
  }, [])

  // Applies changes from outside, such as an undo or another tab.
  useEffect(() => {
    const editor = view.current
    const text = editor?.state.doc.toString()
    if (editor && text !== value) editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } })
  }, [value])

  return (
    <div
      ref={place}
      className={cn(
        FIELD_CLASSES,
        'overflow-hidden p-0 focus-within:border-accent',
        control['aria-invalid'] && 'border-danger',
      )}
    />
  )
}

const EXTENSIONS: Extension[] = [
  lineNumbers(),
  history(),
  drawSelection(),
  indentOnInput(),
  indentUnit.of('  '),
  bracketMatching(),
  highlightActiveLine(),
  EditorView.lineWrapping,
  keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
  codeTheme,
]

function contentAttributes(label: string, control: FieldControl): Extension {
  const note = control['aria-describedby']
  return EditorView.contentAttributes.of({
    id: control.id,
    'aria-label': label,
    ...(note === undefined ? {} : { 'aria-describedby': note }),
  })
}

function reportChanges(onChange: (text: string) => void): Extension {
  return EditorView.updateListener.of((update) => {
    if (update.docChanged) onChange(update.state.doc.toString())
  })
}
