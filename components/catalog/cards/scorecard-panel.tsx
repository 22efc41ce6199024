import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Progress } from '@/components/ui/progress'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import type { RuleResult, Scorecard } from '@/lib/contracts/scorecard'
import { AREA_LABELS } from '../area-labels'

/** Four areas with their points, and the reason of each rule on demand. Hidden until enough is known for a score. */
export function ScorecardPanel({ scorecard }: { scorecard: Scorecard }) {
  if (scorecard.score === null) return null
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('catalog.scorecard')}</CardTitle>
        <p className="text-right text-xs">
          <span className="font-semibold text-base tabular-nums">{Math.round(scorecard.score)}</span>
          <span className="block text-muted">{t('catalog.scoreKnown', { known: Math.round(scorecard.known) })}</span>
        </p>
      </CardHeader>
      <p className="px-4 pt-3 text-muted text-xs">{t('catalog.scorecardHint')}</p>
      <ul className="divide-y">
        {scorecard.areas.map(({ area, score, known, rules }) => (
          <li key={area} className="px-4 py-3">
            <details className="group">
              <summary className="flex cursor-pointer list-none items-center gap-4">
                <span className="min-w-0 flex-1 font-medium text-sm sm:w-28 sm:flex-none">{t(AREA_LABELS[area])}</span>
                <Progress value={(score ?? 0) / 100} label={t(AREA_LABELS[area])} className="hidden flex-1 sm:block" />
                <span className="w-8 shrink-0 text-right text-sm tabular-nums sm:w-16">
                  {score === null ? <span className="text-faint">{t('catalog.noScore')}</span> : Math.round(score)}
                </span>
                <span className="w-20 shrink-0 text-right text-muted text-xs tabular-nums group-open:underline sm:w-28">
                  {t('catalog.areaKnown', { known: Math.round(known) })}
                </span>
              </summary>
              <ul className="mt-2 flex flex-col gap-1.5">
                {rules.map((rule) => (
                  <Rule key={rule.id} rule={rule} />
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Rule({ rule }: { rule: RuleResult }) {
  const { id, points, possible } = rule
  return (
    <li className="flex items-baseline gap-3 text-xs">
      <code className="w-6 shrink-0 text-faint">{id}</code>
      <span className="min-w-0 flex-1">
        {localizeStored(rule.label, rule.labelRef)}{' '}
        <span className="text-muted">
          {points === null ? t('catalog.noData') : localizeStored(rule.reason, rule.reasonRef)}
        </span>
      </span>
      <span className="shrink-0 tabular-nums">
        {points === null ? <span className="text-faint">–</span> : `${points} / ${possible}`}
      </span>
    </li>
  )
}
