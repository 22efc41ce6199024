import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { SqlDialect } from '@/lib/core/sql/scan-sql'
import { layout } from '@/lib/graph/schema/field-layout'
import { problem } from '@/lib/messages/problems/problem'
import { defineAction } from '../../action'
import { defineTrigger } from '../../events/trigger'
import { cursorField, MAX_POLLED, pollOutput } from '../poll'
import { quotedNames } from './read-columns'

const TIMEOUT_SECONDS = 10

/** The highest value of the column that was read; null while the table is empty. */
const CursorSchema = z.strictObject({ last: z.string().nullable() })

/** Polls a table for rows with a higher value in a column that grows, such as its id. */
export function newRowTrigger(dialect: SqlDialect, service: string) {
  const input = z.strictObject({
    table: z
      .string()
      .min(1)
      .max(130)
      .meta(layout({ label: 'Table', placeholder: 'orders' })),
    column: z
      .string()
      .min(1)
      .max(130)
      .default('id')
      .meta(layout({ label: 'Growing column', help: 'Unique, and higher in each new row, such as an ID.' })),
  })
  return defineTrigger({
    type: 'poll',
    id: 'row-added',
    label: 'Row added',
    description: 'Starts for each new row of a table.',
    synonyms: ['new row', 'insert', 'record', '新行', '新记录'],
    connections: ['login'],
    input,
    sample: { id: '42', customer: 'Ada Lovelace', total: '99.50' },
    poll: defineAction({
      id: 'poll-rows',
      version: 1,
      label: 'Read new rows',
      description: 'Reads the rows after the last known one.',
      connections: ['login'],
      effect: 'read',
      input: z.strictObject({ ...input.shape, cursor: cursorField }),
      output: pollOutput,
      async run(ctx, { table, column, cursor }) {
        const known = CursorSchema.safeParse(cursor).data
        const names = await quotedNames(ctx, { dialect, table, columns: [column], timeoutSeconds: TIMEOUT_SECONDS })
        const name = names.columns.join()
        const limits = { dialect, isReadOnly: true, timeoutSeconds: TIMEOUT_SECONDS, maxRows: MAX_POLLED }
        if (!known) {
          const newest = await ctx.database.query({
            ...limits,
            statement: `SELECT MAX(${name}) AS last FROM ${names.table}`,
          })
          return { events: [], cursor: { last: textOf(newest.rows[0]?.last) } }
        }
        const { last } = known
        const condition = last === null ? '' : `WHERE ${name} > ${dialect === 'postgres' ? '$1' : '?'}`
        const { rows, isCut } = await ctx.database.query({
          ...limits,
          statement: `SELECT * FROM ${names.table} ${condition} ORDER BY ${name} LIMIT ${MAX_POLLED}`,
          parameters: last === null ? [] : [last],
        })
        if (isCut && rows.length === 0) throw new AppError('TOO_LARGE', problem('plugins.resultTooLarge', { service }))
        const events = rows.map((data) => ({ id: `${table}:${column}:${textOf(data[column])}`, data }))
        return { events, cursor: { last: rows.length === 0 ? last : textOf(rows.at(-1)?.[column]) } }
      },
    }),
  })
}

const textOf = (value: unknown): string | null =>
  value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value)
