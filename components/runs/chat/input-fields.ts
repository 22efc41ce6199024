import { z } from 'zod'
import type { Json, JsonObject } from '@/lib/core/json'

const FieldSchema = z.object({
  name: z.string(),
  label: z.string().default(''),
  kind: z.enum(['text', 'paragraph', 'number', 'boolean', 'choice', 'json', 'file', 'image', 'audio']).default('text'),
  options: z.array(z.string()).default([]),
  required: z.boolean().default(true),
  default: z.string().default(''),
})
export type InputField = z.infer<typeof FieldSchema>

/** Inputs of a start node: a message, or named fields. */
export type StartForm =
  | { kind: 'chat'; accepts: { images: boolean; documents: boolean; recordings: boolean } }
  | { kind: 'form'; fields: InputField[] }

export function startForm(config: JsonObject): StartForm {
  if (config.mode !== 'form')
    return {
      kind: 'chat',
      accepts: {
        images: config.images === true,
        documents: config.documents === true,
        recordings: config.recordings === true,
      },
    }
  const parsed = z.array(FieldSchema).safeParse(config.fields)
  return { kind: 'form', fields: parsed.success ? parsed.data : [] }
}

export type FieldDrafts = Readonly<Record<string, string>>

export function draftOf(field: InputField, drafts: FieldDrafts): string {
  return Object.hasOwn(drafts, field.name) ? (drafts[field.name] ?? '') : field.default
}

export type FormValues = { ok: true; inputs: JsonObject } | { ok: false; errors: Readonly<Record<string, string>> }

export interface FormMessages {
  required: string
  number: string
  json: string
}

/** The run's inputs from the form, or errors by field. */
export function readForm(fields: readonly InputField[], drafts: FieldDrafts, messages: FormMessages): FormValues {
  const inputs: JsonObject = {}
  const errors: Record<string, string> = {}
  for (const field of fields) {
    const draft = draftOf(field, drafts)
    if (draft.trim() === '' && field.kind !== 'boolean') {
      if (field.required) errors[field.name] = messages.required
      continue
    }
    const value = readField(field, draft)
    if (value === undefined) errors[field.name] = field.kind === 'number' ? messages.number : messages.json
    else inputs[field.name] = value
  }
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, inputs }
}

function readField({ kind }: InputField, draft: string): Json | undefined {
  if (kind === 'boolean') return draft === 'true'
  if (kind === 'number') return Number.isFinite(Number(draft)) ? Number(draft) : undefined
  if (kind !== 'json') return draft
  try {
    return JSON.parse(draft)
  } catch {
    return undefined
  }
}
