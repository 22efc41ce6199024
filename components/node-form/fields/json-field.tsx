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
  /** A JSON Schema that the value should fit: offered while typing, and what does not fit is said. */
  schema?: JsonObject | undefined
}

/** The editor comes when a field is shown; without a connection a plain field does. */
const JsonEditor = dynamic<JsonEditorProps>(() => import('../json/json-editor').catch(() => ({ default: PlainJson })), {
  ssr: false,
  loading: () => <Skeleton className="h-40" />,
})

/** JSON as text. Only what parses is passed on; the rest waits in the field with a word on what is wrong. */
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
