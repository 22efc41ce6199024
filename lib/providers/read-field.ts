import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import { problem } from '@/lib/messages/problems/problem'
import type { ProviderManifest } from './provider-manifest'

/**
 * A validated setting of the connection, checked again at use because some are part of host names
 * and signatures. @throws INVALID_INPUT when it is missing or does not match its pattern
 */
export function readField(
  { label, fields = [] }: ProviderManifest,
  input: Readonly<Record<string, string>>,
  name: string,
): string {
  const field = fields.find((candidate) => candidate.name === name)
  if (!field) throw internalError(`${label} has no field ${name}.`)
  const value = (Object.hasOwn(input, name) ? input[name] : undefined) || (field.default ?? '')
  if (value === '' && !field.required) return ''
  if (value === '')
    throw new AppError('INVALID_INPUT', problem('connections.fieldMissing', { provider: label, field: field.label }))
  if (!new RegExp(`^(?:${field.pattern})$`).test(value))
    throw new AppError(
      'INVALID_INPUT',
      problem('connections.fieldInvalid', { field: field.label, provider: label, hint: field.patternHint }),
    )
  return value
}
