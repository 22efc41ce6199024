'use client'
import { t } from '@/lib/client/messages/t'
import { ATTACK_CATEGORIES, ATTACK_FORMS, type AttackReport } from '@/lib/contracts/attacks'

/** Successes by category and form. A table, so that the numbers need no color. */
export function AttackHeatMap({ cells }: { cells: AttackReport['cells'] }) {
  if (cells.length === 0) return null
  const forms = ATTACK_FORMS.filter((form) => cells.some((cell) => cell.form === form))
  return (
    <figure className="flex min-w-0 flex-col gap-2">
      <figcaption className="font-medium text-sm">{t('attacks.heatMap')}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard. */}
      <section tabIndex={0} aria-label={t('attacks.heatMap')} className="overflow-x-auto">
        <table className="text-2xs tabular-nums">
          <thead>
            <tr>
              <th scope="col" className="sr-only">
                {t('attacks.category')}
              </th>
              {forms.map((form) => (
                <th key={form} scope="col" className="h-24 align-bottom font-normal text-muted">
                  <span className="inline-block rotate-180 whitespace-nowrap [writing-mode:vertical-rl]">
                    {t(`attacks.form-${form}`)}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ATTACK_CATEGORIES.map((category) => (
              <tr key={category}>
                <th scope="row" className="whitespace-nowrap pr-3 text-left font-normal text-muted text-xs">
                  {t(`attacks.category-${category}`)}
                </th>
                {forms.map((form) => {
                  const cell = cells.find((found) => found.category === category && found.form === form)
                  return (
                    <td key={form} className={`h-7 w-9 border border-surface text-center ${toneOf(cell)}`}>
                      {cell ? `${cell.succeeded}/${cell.count}` : '–'}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </figure>
  )
}

function toneOf(cell: AttackReport['cells'][number] | undefined): string {
  if (!cell) return 'bg-sunken text-faint'
  if (cell.succeeded === 0) return 'bg-success/15'
  return cell.succeeded < cell.count ? 'bg-warning/30 font-medium' : 'bg-danger/30 font-semibold'
}
