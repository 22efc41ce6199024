import type { LeadBody } from '@/lib/contracts/public'
import type { LeadForm } from '@/lib/contracts/widget'
import { AppError } from '@/lib/core/app-error'

/** The values of the form's own fields. @throws INVALID_INPUT in the words of the form */
export function checkLead(lead: LeadForm, { values, consent }: LeadBody): Record<string, string> {
  const known = new Set(lead.fields.map((field) => field.name))
  if (Object.keys(values).some((name) => !known.has(name))) throw invalid('The form has changed. Reload the page.')
  if (lead.consent !== '' && !consent) throw invalid('Please agree first.')
  const given = lead.fields.map(({ name, label, type, required }) => {
    const text = (Object.hasOwn(values, name) ? (values[name] ?? '') : '').trim()
    if (text === '' && required) throw invalid(`“${label}” is missing.`)
    if (text !== '' && type === 'email' && !/^[^\s@]+@[^\s@]+$/.test(text))
      throw invalid(`“${label}” is not an e-mail address.`)
    return [name, text] as const
  })
  return Object.fromEntries(given.filter(([, text]) => text !== ''))
}

const invalid = (message: string) => new AppError('INVALID_INPUT', message)
