'use client'
import { type ReactNode, useState } from 'react'
import type { FieldControl } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { LazyPart } from '@/components/ui/lazy-part'
import { makePart } from '@/components/ui/part'
import { Textarea } from '@/components/ui/textarea'
import type { Json } from '@/lib/core/json'
import type { TextSpec } from '../field-spec'
import { textOf } from '../json-values'
import { ReferenceField } from '../references/reference-field'
import { TokenNote } from '../tokens/token-note'
import { AppField } from './app-field'
import { CodeField } from './code-field'
import { KnowledgeField } from './knowledge-field'
import { SecretField } from './secret-field'

export interface TextFieldProps {
  spec: TextSpec
  value: Json
  onChange: (value: Json) => void
  control: FieldControl
}

/** Loaded on demand, because few steps have a connection or a table. */
const connectionField = makePart(async () => (await import('./connection-field')).ConnectionField)

const tableColumnField = makePart(async () => (await import('./table-column-field')).TableColumnField)

const tableField = makePart(async () => (await import('./table-field')).TableField)

const MULTILINE: ReadonlySet<string> = new Set(['textarea', 'prompt', 'code'])

/** A text field according to its hints: one line, multiple lines, code, with references, or a resource by id. */
export function TextField({ spec, value, onChange, control }: TextFieldProps) {
  const { input = 'text', references, placeholder } = spec.layout
  const text = textOf(value)
  if (input === 'knowledge-base') return <KnowledgeField value={text} onChange={onChange} control={control} />
  if (input === 'app') return <AppField value={text} onChange={onChange} control={control} />
  if (input === 'table') return <LazyPart part={tableField} props={{ value: text, onChange, control }} />
  if (input === 'table-column') return <LazyPart part={tableColumnField} props={{ value: text, onChange, control }} />
  if (input === 'connection') return <LazyPart part={connectionField} props={{ value: text, onChange, control }} />
  if (input === 'secret') return <SecretField value={text} onChange={onChange} control={control} />
  if (references) {
    const field = (
      <ReferenceField
        value={text}
        onChange={onChange}
        label={spec.label}
        multiline={MULTILINE.has(input)}
        mono={input === 'code'}
        placeholder={placeholder}
        describedBy={control['aria-describedby']}
        invalid={control['aria-invalid'] === true}
      />
    )
    return input === 'prompt' ? <WithTokens text={text}>{field}</WithTokens> : field
  }
  if (input === 'code') return <CodeField value={text} onChange={onChange} label={spec.label} control={control} />
  const shared = { ...control, value: text, ...(placeholder ? { placeholder } : {}) }
  if (MULTILINE.has(input)) return <Textarea {...shared} onChange={(event) => onChange(event.target.value)} />
  return <Input {...shared} onChange={(event) => onChange(event.target.value)} />
}

/** The tokenizer is loaded when the field is edited. */
function WithTokens({ text, children }: { text: string; children: ReactNode }) {
  const [isActive, setActive] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens for focus in the field.
    <div className="flex flex-col gap-1" onFocus={() => setActive(true)}>
      {children}
      <TokenNote text={text} isActive={isActive} />
    </div>
  )
}
