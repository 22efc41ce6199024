'use client'
import dynamic from 'next/dynamic'
import { useEffect, useRef, useState } from 'react'
import type { FieldControl } from '@/components/ui/field'
import { Skeleton } from '@/components/ui/skeleton'
import { Textarea } from '@/components/ui/textarea'
import { t } from '@/lib/client/messages/t'
import { type Json, type JsonObject, JsonSchema } from '@/lib/core/json'
import type { JsonEditorProps } from '../json/json-editor'

export interface JsonFieldProps {
  value: Json
  onChange: (value: Json) => void
  control: FieldControl
  label: string
  /** A JSON Schema for completion and validation. */
  schema?: JsonObject | undefined
}

/** Loads the editor on demand. If it cannot be loaded, a plain field is used. */
const JsonEditor = dynamic<JsonEditorProps>(() => import('../json/json-editor').catch(() => ({ default: PlainJson })), {
  ssr: false,
  loading: () => <Skeleton className="h-40" />,
})

/** JSON as text. Only valid JSON is passed on; invalid text stays in the field with an error. */
export function JsonField({ value, onChange, control, label, schema }: JsonFieldProps) {
  const [draft, setDraft] = useState(() => JSON.stringify(value, null, 2))
  const [problem, setProblem] = useState<string | null>(null)
  const sent = useRef(JSON.stringify(value))
  useEffect(() => {
    if (JSON.stringify(value) === sent.current) return
    sent.current = JSON.stringify(value)
    setDraft(JSON.stringify(value, null, 2))
    setProblem(null)
  }, [value])
  function type(text: string) {
    setDraft(text)
    const parsed = parse(text)
    setProblem(parsed.ok ? null : parsed.problem)
    if (!parsed.ok) return
    sent.current = JSON.stringify(parsed.value)
    onChange(parsed.value)
  }
  const invalid = problem ? { 'aria-invalid': true as const } : {}
  return (
    <>
      <JsonEditor
        value={draft}
        onChange={type}
        label={label}
        control={{ ...control, ...invalid }}
        schema={schema}
        parsed={value}
      />
      {problem ? (
        <p role="alert" className="text-danger text-xs">
          {problem}
        </p>
      ) : null}
    </>
  )
}

function PlainJson({ value, onChange, control }: JsonEditorProps) {
  return (
    <Textarea
      {...control}
      rows={8}
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="font-mono text-xs leading-5"
    />
  )
}

function parse(text: string): { ok: true; value: Json } | { ok: false; problem: string } {
  try {
    const parsed = JsonSchema.safeParse(JSON.parse(text))
    return parsed.success
      ? { ok: true, value: parsed.data }
      : { ok: false, problem: t('canvas.invalidJson', { reason: '' }) }
  } catch (error) {
    return { ok: false, problem: t('canvas.invalidJson', { reason: error instanceof Error ? error.message : '' }) }
  }
}
