import type { ActionDefinition } from '@/lib/plugins/action'
import { STATEMENT_FIELD } from '@/lib/plugins/statement-field'

/** A statement that changes data is the author's: neither a model nor another node may write it. */
export const isOwnStatement = ({ effect }: Pick<ActionDefinition, 'effect'>, name: string): boolean =>
  effect === 'write' && name === STATEMENT_FIELD
