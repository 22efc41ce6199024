'use client'
import { useEffect, useRef, useState } from 'react'
import type { FieldControl } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import { t } from '@/lib/client/messages/t'
import { type Json, JsonSchema } from '@/lib/core/json'

export interface JsonFieldProps {
  value: Json
  onChange: (value: Json) => void
  control: FieldControl
}

/** JSON as text. Only what parses is passed on; the rest waits in the field with a word on what is wrong. */
export function JsonField({ value, onChange, control }: JsonFieldProps) {
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
  return (
    <>
      <Textarea
        {...control}
        {...(problem ? { 'aria-invalid': true as const } : {})}
        rows={8}
        spellCheck={false}
        value={draft}
        onChange={(event) => type(event.target.value)}
        className="font-mono text-xs leading-5"
      />
      {problem ? (
        <p role="alert" className="text-danger text-xs">
          {problem}
        </p>
      ) : null}
    </>
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
