import type { VisitorRequestView } from '@/lib/contracts/visitors'
import { withoutFormulas } from '@/lib/core/without-formulas'

/** One line per request, with a column for each field that any of them has. */
export function toCsv(requests: readonly VisitorRequestView[]): string {
  const fields = [...new Set(requests.flatMap(({ values }) => Object.keys(values)))]
  const head = ['kind', 'createdAt', 'visitor', 'page', 'delivery', 'consent', ...fields]
  const lines = requests.map(({ kind, createdAt, visitor, origin, delivery, consent, values }) => [
    ...[kind, createdAt, visitor ?? '', origin, delivery, consent],
    ...fields.map((field) => values[field] ?? ''),
  ])
  return `${[head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}

/** Quoted, and protected against formula injection in spreadsheets. */
function cell(text: string): string {
  return `"${withoutFormulas(text).replaceAll('"', '""')}"`
}
