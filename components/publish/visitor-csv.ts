import type { VisitorRequestView } from '@/lib/contracts/visitors'
import { FORMULA_START } from '@/lib/core/formula-start'

/** One line a request, with a column for each field that any of them has. */
export function toCsv(requests: readonly VisitorRequestView[]): string {
  const fields = [...new Set(requests.flatMap(({ values }) => Object.keys(values)))]
  const head = ['kind', 'createdAt', 'visitor', 'page', 'delivery', 'consent', ...fields]
  const lines = requests.map(({ kind, createdAt, visitor, origin, delivery, consent, values }) => [
    ...[kind, createdAt, visitor ?? '', origin, delivery, consent],
    ...fields.map((field) => values[field] ?? ''),
  ])
  return `${[head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}

/** Quoted, and never a formula: what a visitor wrote must not become one in a spreadsheet. */
function cell(text: string): string {
  const safe = FORMULA_START.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
