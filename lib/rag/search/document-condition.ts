import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Viewer } from '@/lib/core/knowledge/document-access'
import type { FilterCondition } from '@/lib/core/knowledge/filter-condition'

export interface DocumentFilters {
  match: 'all' | 'any'
  conditions: readonly FilterCondition[]
}

/** Which documents a search may find, as a condition on `d`: not in the bin, seen by the viewer, and within the filters. */
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

/** That the viewer may see a row of documents, by the name that the table has in the statement. */
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

/** Facts of every document, under the names that filters know them by. All are texts; dates compare as ISO texts do. */
const FACTS: Readonly<Record<string, SQL>> = {
  'document.name': sql`to_jsonb(d.name)`,
  'document.title': sql`to_jsonb(d.title)`,
  'document.language': sql`to_jsonb(d.language)`,
  'document.type': sql`to_jsonb(d.mime_type)`,
  'document.created': sql`to_jsonb(to_char(d.created_at at time zone 'UTC', 'YYYY-MM-DD'))`,
}

/** Values keep their JSON type in the database: a number compares as one, a list by its entries, everything else as text. */
function toSql({ field, operator, value }: FilterCondition): SQL {
  const stored = (Object.hasOwn(FACTS, field) ? FACTS[field] : undefined) ?? sql`(d.metadata -> ${field}::text)`
  const wanted = value.trim()
  switch (operator) {
    case 'exists':
      return sql`coalesce(jsonb_typeof(${stored}), 'null') <> 'null'`
    case 'missing':
      return sql`coalesce(jsonb_typeof(${stored}), 'null') = 'null'`
    case 'equals':
      return holdsOneOf(stored, [wanted])
    case 'not-equals':
      return sql`not ${holdsOneOf(stored, [wanted])}`
    case 'one-of':
      return holdsOneOf(
        stored,
        wanted
          .split(',')
          .map((item) => item.trim())
          .filter((item) => item !== ''),
      )
    case 'contains':
      return sql`coalesce(position(lower(${wanted}::text) in lower(${stored}::text)) > 0, false)`
    case 'greater':
      return compares(stored, sql`>`, wanted)
    case 'at-least':
      return compares(stored, sql`>=`, wanted)
    case 'less':
      return compares(stored, sql`<`, wanted)
    case 'at-most':
      return compares(stored, sql`<=`, wanted)
    default: {
      const unhandled: never = operator
      return unhandled
    }
  }
}

/** Whether the value, or an entry of the list, reads as one of the wanted texts; upper and lower case are one. */
function holdsOneOf(stored: SQL, wanted: readonly string[]): SQL {
  if (wanted.length === 0) return sql`false`
  const list = sql.join(
    wanted.map((item) => sql`${normalize(item)}::text`),
    sql`, `,
  )
  // A single value is compared without the subquery that a list needs: it took most of the time of a search that goes
  // through all documents.
  return sql`case jsonb_typeof(${stored})
    when 'array' then exists (select 1 from jsonb_array_elements_text(${stored}) as held(item) where lower(held.item) in (${list}))
    else coalesce(lower(${stored} #>> '{}') in (${list}), false) end`
}

/** `5.0` is stored as 5, and `Yes` is no boolean: numbers are written as JSON writes them. */
function normalize(item: string): string {
  return isNumber(item) ? String(Number(item)) : item.toLowerCase()
}

/** Numbers against numbers, texts (dates among them) against texts by code points; other types never hold. */
function compares(stored: SQL, operator: SQL, wanted: string): SQL {
  if (isNumber(wanted))
    return sql`coalesce(case when jsonb_typeof(${stored}) = 'number' then (${stored} #>> '{}')::numeric ${operator} ${wanted}::numeric end, false)`
  return sql`coalesce(case when jsonb_typeof(${stored}) = 'string' then (${stored} #>> '{}') collate "C" ${operator} ${wanted}::text collate "C" end, false)`
}

function isNumber(text: string): boolean {
  return /^-?\d{1,30}(\.\d{1,30})?$/.test(text)
}
