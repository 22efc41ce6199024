import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { ModelRef } from '@/lib/engine/ports'
import { manifestOf } from '@/lib/providers/manifests.gen'
import type { AskDependencies } from '../gateway/ask-target'

/** Routes, defaults and trained models are for chat. @throws MODEL_MISSING */
export function assertOwnModel({ connection }: ModelRef): void {
  if (['auto', 'route', 'trained'].includes(connection))
    throw new AppError('MODEL_MISSING', 'Choose a model of a connection, or the built-in one.')
}

/** In the name of the service. */
export async function cannot(
  { resolveConnection }: AskDependencies,
  { connection }: ModelRef,
  what: string,
): Promise<AppError> {
  const { provider } = await resolveConnection(connection)
  const name = manifestOf(provider)?.label ?? provider
  return new AppError('INVALID_INPUT', `${name} has no ${what} here. Choose a model of another connection.`)
}
