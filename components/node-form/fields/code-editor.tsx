'use client'
import { javascript } from '@codemirror/lang-javascript'
import { useRef } from 'react'
import type { FieldControl } from '@/components/ui/field'
import { useNodeFormContext } from '../node-form-context'
import { CodeArea } from './code-area'
import { codeHints } from './code-hints'

export interface CodeEditorProps {
  value: string
  onChange: (value: string) => void
  label: string
  control: FieldControl
}

/** JavaScript editor with completion of its inputs. */
export default function CodeEditor(props: CodeEditorProps) {
  const { codeInputs } = useNodeFormContext()
  // Inputs can change while the editor is open.
  const inputs = useRef(codeInputs)
  inputs.current = codeInputs
  return <CodeArea {...props} extensions={() => [javascript(), codeHints(() => inputs.current)]} />
}
