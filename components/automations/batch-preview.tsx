import { t } from '@/lib/client/messages/t'
import type { BatchItemView } from '@/lib/contracts/batches'
import type { Json } from '@/lib/core/json'

const SHOWN_ROWS = 3

/** The first rows of a batch as a table: of its file, or of the inputs made from it. */
export function BatchPreview({ rows }: { rows: readonly Pick<BatchItemView, 'row' | 'values'>[] }) {
  const shown = rows.slice(0, SHOWN_ROWS)
  const columns = Object.keys(shown[0]?.values ?? {})
  if (columns.length === 0) return null
  return (
    <div>
      <h3 className="mb-1 text-muted text-xs">{t('automations.firstRows')}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls by keyboard. */}
      <section tabIndex={0} aria-label={t('automations.firstRows')} className="overflow-x-auto rounded-md border">
        <table className="w-full text-left text-xs">
          <thead className="border-b bg-sunken text-muted">
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col" className="whitespace-nowrap px-3 py-1.5 font-medium">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y">
            {shown.map(({ row, values }) => (
              <tr key={row}>
                {columns.map((column) => (
                  <td key={column} className="max-w-60 truncate px-3 py-1.5">
                    {textOf(values[column])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''))
