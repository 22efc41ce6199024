import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Viewer } from '@/lib/core/knowledge/document-access'
import type { FilterCondition } from '@/lib/core/knowledge/filter-condition'

export interface DocumentFilters {
  match: 'all' | 'any'
  conditions: readonly FilterCondition[]
}

/** SQL condition on `d` for accessible documents: not in the bin, visible to the viewer, and matching the filters. */
export function documentCondition(
  viewer: Viewer,
  groups: readonly DocumentFilters[],
): { documents: SQL; isNarrow: boolean } {
  const parts = [sql`d.deleted_at is null`]
  if (viewer !== null) parts.push(accessCondition(viewer, 'd'))
  const filters = groups.filter(({ conditions }) => conditions.length > 0)
  for (const { match, conditions } of filters)
    parts.push(sql`(${sql.join(conditions.map(toSql), match === 'all' ? sql` and ` : sql` or `)})`)
  return { documents: sql.join(parts, sql` and `), isNarrow: viewer !== null || filters.length > 0 }
}

/** SQL condition that the viewer may see a document row, by its table alias. */
export function accessCondition(viewer: Viewer, table: 'a' | 'b' | 'd'): SQL {
  if (viewer === null) return sql`true`
  const access = sql.raw(`${table}.access`)
  if (viewer.length === 0) return sql`${access} is null`
  const entries = sql.join(
    viewer.map((entry) => sql`${entry}::text`),
    sql`, `,
  )
  return sql`(${access} is null or ${access} && array[${entries}])`
}

/** Built-in document attributes by filter name. All are texts; dates compare as ISO texts. */
const FACTS: Readonly<Record<string, SQL>> = {
  'document.name': sql`to_jsonb(d.name)`,
  'document.title': sql`to_jsonb(d.title)`,
  'document.language': sql`to_jsonb(d.language)`,
  'document.type': sql`to_jsonb(d.mime_type)`,
  'document.created': sql`to_jsonb(to_char(d.created_at at time zone 'UTC', 'YYYY-MM-DD'))`,
}

/** Values keep their JSON type: numbers compare as numbers, lists by entry, everything else as text. */
function toSql({ field, operator, value }: FilterCondition): SQL {
  const stored = (Object.hasOwn(FACTS, field) ? FACTS[field] : undefined) ?? sql`(d.metadata -> ${field}::text)`
  const trimmed = value.trim()
  switch (operator) {
    case 'exists':
      return sql`coalesce(jsonb_typeof(${stored}), 'null') <> 'null'`
    case 'missing':
      return sql`coalesce(jsonb_typeof(${stored}), 'null') = 'null'`
    case 'equals':
      return containsOneOf(stored, [trimmed])
    case 'not-equals':
      return sql`not ${containsOneOf(stored, [trimmed])}`
    case 'one-of':
      return containsOneOf(
        stored,
        trimmed
          .split(',')
          .map((item) => item.trim())
          .filter((item) => item !== ''),
      )
    case 'contains':
      return sql`coalesce(position(lower(${trimmed}::text) in lower(${stored}::text)) > 0, false)`
    case 'greater':
      return compares(stored, sql`>`, trimmed)
    case 'at-least':
      return compares(stored, sql`>=`, trimmed)
    case 'less':
      return compares(stored, sql`<`, trimmed)
    case 'at-most':
      return compares(stored, sql`<=`, trimmed)
    default: {
      const unhandled: never = operator
      return unhandled
    }
  }
}

/** Whether the value, or an entry of the list, equals one of the texts, ignoring case. */
function containsOneOf(stored: SQL, values: readonly string[]): SQL {
  if (values.length === 0) return sql`false`
  const list = sql.join(
    values.map((item) => sql`${normalize(item)}::text`),
    sql`, `,
  )
  // Avoids the subquery that lists need for single values: it dominated searches over all
  // documents.
  return sql`case jsonb_typeof(${stored})
    when 'array' then exists (select 1 from jsonb_array_elements_text(${stored}) as held(item) where lower(held.item) in (${list}))
    else coalesce(lower(${stored} #>> '{}') in (${list}), false) end`
}

/** Uses JSON's notation: `5.0` is stored as 5, and `TRUE` as true. */
function normalize(item: string): string {
  return isNumber(item) ? String(Number(item)) : item.toLowerCase()
}

/** Compares numbers with numbers and texts (including dates) with texts by code point; other types never match. */
function compares(stored: SQL, operator: SQL, value: string): SQL {
  if (isNumber(value))
    return sql`coalesce(case when jsonb_typeof(${stored}) = 'number' then (${stored} #>> '{}')::numeric ${operator} ${value}::numeric end, false)`
  return sql`coalesce(case when jsonb_typeof(${stored}) = 'string' then (${stored} #>> '{}') collate "C" ${operator} ${value}::text collate "C" end, false)`
}

function isNumber(text: string): boolean {
  return /^-?\d{1,30}(\.\d{1,30})?$/.test(text)
}
