import type { LeadBody } from '@/lib/contracts/public'
import type { LeadForm } from '@/lib/contracts/widget'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'

/** The trimmed values of the form's fields. @throws INVALID_INPUT with a message that names the field */
export function checkLead(lead: LeadForm, { values, consent }: LeadBody): Record<string, string> {
  const fieldNames = new Set(lead.fields.map((field) => field.name))
  if (Object.keys(values).some((name) => !fieldNames.has(name))) throw invalid(problem('widget.formChanged'))
  if (lead.consent !== '' && !consent) throw invalid(problem('widget.consentMissing'))
  const entries = lead.fields.map(({ name, label, type, required }) => {
    const text = (Object.hasOwn(values, name) ? (values[name] ?? '') : '').trim()
    if (text === '' && required) throw invalid(problem('widget.fieldMissing', { label }))
    if (text !== '' && type === 'email' && !/^[^\s@]+@[^\s@]+$/.test(text))
      throw invalid(problem('widget.notEmail', { label }))
    return [name, text] as const
  })
  return Object.fromEntries(entries.filter(([, text]) => text !== ''))
}

const invalid = (flaw: Problem) => new AppError('INVALID_INPUT', flaw)
