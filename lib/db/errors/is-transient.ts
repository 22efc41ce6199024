import 'server-only'
import { explainDatabaseFailure } from './explain-failure'
import { isLocked } from './sql-state'

/**
 * Whether the failure is transient: the database was unreachable, or a deadlock or lock timeout occurred. A retry may
 * succeed.
 */
export const isTransientFailure = (error: unknown): boolean => isLocked(error) || explainDatabaseFailure(error) !== null
