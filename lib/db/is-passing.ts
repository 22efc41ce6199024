import 'server-only'
import { explainDatabaseFailure } from './explain-failure'
import { isLocked } from './sql-state'

/** Whether the database was away or two waited for each other: the same may go well a moment later, and what was to be done is not at fault. */
export const isPassing = (error: unknown): boolean => isLocked(error) || explainDatabaseFailure(error) !== null
