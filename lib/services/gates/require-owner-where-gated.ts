import 'server-only'
import { hasRole } from '@/lib/auth/actor'
import { AppError } from '@/lib/core/app-error'
import type { Database, Transaction } from '@/lib/db/database'
import { problem } from '@/lib/messages/problems/problem'
import type { ServiceContext } from '../context'
import { type AppAddress, gateOf } from './gate-rows'

/** Only owners change the models of a gated environment: that changes answers without a release. @throws FORBIDDEN */
export async function requireOwnerWhereGated(
  db: Database | Transaction,
  { actor }: Pick<ServiceContext, 'actor'>,
  app: AppAddress,
  environment: string,
): Promise<void> {
  if (hasRole(actor, 'owner') || !(await gateOf(db, app, environment))) return
  throw new AppError('FORBIDDEN', problem('gates.ownerChangesModels', { environment }))
}
