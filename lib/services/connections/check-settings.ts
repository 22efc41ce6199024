import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { checkFields, completeFields, defaultBaseUrl, type FieldValues } from '@/lib/providers/connection-settings'
import type { ProviderManifest } from '@/lib/providers/provider-manifest'

export interface ConnectionSettings {
  baseUrl: string | null
  fields: FieldValues
}

/**
 * The settings as stored: fields validated by their patterns, so that none can redirect the request; defaults filled
 * in; and a custom address only where it differs from the service's. @throws INVALID_INPUT with each problem at its
 * field
 */
export function checkSettings(manifest: ProviderManifest, { baseUrl, fields }: ConnectionSettings): ConnectionSettings {
  const problems = checkFields(manifest, fields)
  if (problems.length > 0) {
    throw new AppError('INVALID_INPUT', problems.map(({ message }) => message).join(' '), {
      details: problems.map(({ field, message }) => ({ path: ['fields', field], message })),
    })
  }
  const complete = completeFields(manifest, fields)
  const usual = defaultBaseUrl(manifest, complete)
  const own = baseUrl?.replace(/\/+$/, '') ?? null
  if (own === null && usual === null) {
    const message = 'Write the address of the service.'
    throw new AppError('INVALID_INPUT', message, { details: [{ path: ['baseUrl'], message }] })
  }
  return { baseUrl: own === usual ? null : own, fields: complete }
}
