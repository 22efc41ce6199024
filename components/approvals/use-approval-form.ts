'use client'
import { useState } from 'react'
import { type FieldErrors, fieldErrorsOf } from '@/lib/client/http/field-errors'
import { localizeText } from '@/lib/client/messages/localize-text'
import { checkAnswerValues } from '@/lib/contracts/answer-values'
import type { AnswerBody, AnswerFieldView, Decision } from '@/lib/contracts/pending-inputs'
import type { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'

export type Drafts = Readonly<Record<string, string>>

export interface ApprovalForm {
  fields: readonly AnswerFieldView[]
  drafts: Drafts
  setDraft: (name: string, draft: string) => void
  comment: string
  setComment: (comment: string) => void
  /** Field errors by name. */
  errors: FieldErrors
  /** Errors that belong to no field. */
  error: AppError | null
  /** The answer that is being sent. */
  busy: Decision | null
  answer: (decision: Decision) => void
}

export interface ApprovalFormSettings {
  fields: readonly AnswerFieldView[]
  error: AppError | null
  busy: Decision | null
  onAnswer: (body: AnswerBody) => void
}

/** The draft of an answer, which is kept if the server rejects it. */
export function useApprovalForm({ fields, error, busy, onAnswer }: ApprovalFormSettings): ApprovalForm {
  const [drafts, setDrafts] = useState<Drafts>({})
  const [comment, setComment] = useState('')
  const [local, setLocal] = useState<FieldErrors>({})
  const remote = byName(fieldErrorsOf(error))
  function answer(decision: Decision) {
    if (busy !== null) return
    const checked = checkAnswerValues(fields.map(toAnswerField), valuesOf(fields, drafts), decision)
    setLocal(
      checked.ok ? {} : Object.fromEntries(checked.issues.map(({ path, text }) => [path[1], localizeText(text)])),
    )
    if (checked.ok) onAnswer({ decision, values: checked.values, comment })
  }
  return {
    fields,
    drafts,
    setDraft: (name, draft) => setDrafts((before) => ({ ...before, [name]: draft })),
    comment,
    setComment,
    errors: { ...remote, ...local },
    error: Object.keys(remote).length > 0 ? null : error,
    busy,
    answer,
  }
}

function valuesOf(fields: readonly AnswerFieldView[], drafts: Drafts): JsonObject {
  return Object.fromEntries(
    fields.map((field): [string, Json] => {
      const draft = Object.hasOwn(drafts, field.name) ? (drafts[field.name] ?? '') : ''
      if (field.type === 'boolean') return [field.name, draft === 'true']
      if (field.type === 'number' && draft.trim() !== '') {
        const number = Number(draft.replace(',', '.'))
        return [field.name, Number.isFinite(number) ? number : draft]
      }
      return [field.name, draft]
    }),
  )
}

const toAnswerField = ({ options, ...field }: AnswerFieldView) => ({ ...field, ...(options ? { options } : {}) })

/** The server names fields `values.<name>`. */
function byName(errors: FieldErrors): FieldErrors {
  return Object.fromEntries(Object.entries(errors).map(([path, message]) => [path.replace(/^values\./, ''), message]))
}
