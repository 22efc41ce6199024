'use client'
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { json, jsonLanguage, jsonParseLinter } from '@codemirror/lang-json'
import { linter } from '@codemirror/lint'
import { keymap } from '@codemirror/view'
import { useMemo } from 'react'
import type { FieldControl } from '@/components/ui/field'
import { localizeText } from '@/lib/client/messages/localize-text'
import type { Json, JsonObject } from '@/lib/core/json'
import { findSchemaProblems } from '@/lib/graph/schema/schema-problems'
import { matchesPattern } from '@/lib/nodes/shared/guards/matches-pattern'
import { CodeArea } from '../fields/code-area'
import { completeJson } from './schema-hints'

export interface JsonEditorProps {
  value: string
  onChange: (text: string) => void
  label: string
  control: FieldControl
  /** A JSON Schema for completion. */
  schema?: JsonObject | undefined
  /** The parsed value, which is checked against the schema. */
  parsed: Json
}

/** JSON editor with highlighting, syntax errors and completion from a schema. */
export default function JsonEditor({ schema, parsed, ...rest }: JsonEditorProps) {
  const problems = useMemo(() => (schema ? findSchemaProblems(parsed, schema, matchesPattern) : []), [schema, parsed])
  return (
    <>
      <CodeArea
        {...rest}
        extensions={() => [
          json(),
          closeBrackets(),
          autocompletion({ icons: false }),
          linter(jsonParseLinter()),
          keymap.of([...closeBracketsKeymap, ...completionKeymap]),
          ...(schema ? [jsonLanguage.data.of({ autocomplete: source(schema) })] : []),
        ]}
      />
      {problems.slice(0, 3).map((problem) => (
        <p key={problem.message} className="text-warning text-xs">
          {localizeText(problem)}
        </p>
      ))}
    </>
  )
}

const source = (schema: JsonObject) => (context: Parameters<typeof completeJson>[0]) => completeJson(context, schema)
