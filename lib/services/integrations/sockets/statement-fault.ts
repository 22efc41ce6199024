import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { type BoundStatement, bindStatement } from '@/lib/core/sql/bind-statement'
import type { DatabaseQuery } from '@/lib/engine/socket-services'
import { problem } from '@/lib/messages/problems/problem'

/** @throws INVALID_INPUT for a statement that must not be sent */
export function checkedStatement(query: DatabaseQuery): BoundStatement {
  const bound = bindStatement(query.statement, query)
  if (typeof bound !== 'string') return { ...bound, parameters: [...bound.parameters, ...(query.parameters ?? [])] }
  switch (bound) {
    case 'empty':
      throw new AppError('INVALID_INPUT', problem('plugins.sqlEmpty'))
    case 'several':
      throw new AppError('INVALID_INPUT', problem('plugins.sqlSeveral'))
    case 'quoted-value':
      throw new AppError('INVALID_INPUT', problem('plugins.sqlQuotedValue'))
    case 'not-reading':
      throw new AppError('INVALID_INPUT', problem('plugins.sqlNotReading'))
  }
}
