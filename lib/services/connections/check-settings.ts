import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
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
    throw new AppError('INVALID_INPUT', problem('connections.settingsInvalid', { problems }), {
      details: problems.map(({ field, ...flaw }) => ({ path: ['fields', field], ...flaw })),
    })
  }
  const complete = completeFields(manifest, fields)
  const defaultUrl = defaultBaseUrl(manifest, complete)
  const customUrl = baseUrl?.replace(/\/+$/, '') ?? null
  if (customUrl === null && defaultUrl === null) {
    const missing = problem('connections.addressWanted')
    throw new AppError('INVALID_INPUT', missing, { details: [{ path: ['baseUrl'], ...missing }] })
  }
  return { baseUrl: customUrl === defaultUrl ? null : customUrl, fields: complete }
}
