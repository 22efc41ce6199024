import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import type { ConnectionField, ConnectionKind } from '@/lib/plugins/connection-kinds'
import { credentialFields } from '@/lib/plugins/credential-fields'

export interface CheckedValues {
  fields: Record<string, string>
  /** Null keeps the stored secrets. */
  secrets: Record<string, string> | null
  last4: string | null
}

/**
 * Splits entered values into public fields and secrets.
 * @param stored the current values, which absent fields keep
 * @throws INVALID_INPUT with the problem at each field
 */
export function checkValues(
  kind: ConnectionKind,
  values: Readonly<Record<string, string>>,
  stored: { fields: Readonly<Record<string, string>>; secrets: Readonly<Record<string, string>> },
): CheckedValues {
  const known = credentialFields(kind)
  const issues: (Problem & { path: string[] })[] = Object.keys(values)
    .filter((name) => !known.some((field) => field.name === name))
    .map((name) => ({ path: ['values', name], ...problem('integrations.fieldUnknown') }))
  const fields: Record<string, string> = {}
  const secrets: Record<string, string> = {}
  let isChanged = false
  for (const field of known) {
    const { name, secret = false } = field
    const input = values[name]?.trim()
    const storedValue = secret ? stored.secrets[name] : stored.fields[name]
    const value = input === undefined || (secret && input === '') ? storedValue : input
    const valueProblem = problemOf(field, value ?? '')
    if (valueProblem !== null) issues.push({ path: ['values', name], ...valueProblem })
    if (value === undefined || value === '') continue
    if (secret) {
      secrets[name] = value
      isChanged ||= value !== storedValue
    } else fields[name] = value
  }
  if (issues.length > 0) throw new AppError('INVALID_INPUT', problem('integrations.valuesInvalid'), { details: issues })
  return { fields, secrets: isChanged ? secrets : null, last4: last4Of(known, secrets) }
}

function problemOf({ label, pattern, patternHint, optional, format }: ConnectionField, value: string): Problem | null {
  if (value === '') return optional ? null : problem('integrations.fieldEmpty', { label })
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`, 'u').test(value))
    return patternHint ? { message: patternHint } : problem('integrations.fieldNotValid', { label })
  // In a header a line break would start another header.
  if (format !== 'json' && /[\p{Cc}]/u.test(value)) return problem('integrations.fieldNotOneLine', { label })
  return null
}

/** The last four characters of the first secret, if the secret is too long to be guessed from them. */
function last4Of(fields: readonly ConnectionField[], secrets: Readonly<Record<string, string>>): string | null {
  const first = fields.find(({ name, secret, format }) => secret && format !== 'json' && secrets[name] !== undefined)
  const value = first && secrets[first.name]
  return value && value.length >= 12 ? value.slice(-4) : null
}
