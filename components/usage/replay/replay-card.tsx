import { Badge } from '@/components/ui/badge'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { t } from '@/lib/client/messages/t'
import type { ReplayQuantiles } from '@/lib/contracts/usage'
import { ReplayCurve } from './replay-curve'

export interface ReplayCardProps {
  title: string
  curveTitle: string
  actual: ReplayQuantiles
  target: ReplayQuantiles
  /** The name of the model that `target` is about. */
  model: string
  format: (value: number) => string
}

const LINES = [
  ['total', 'replay.total'],
  ['p50', 'replay.half'],
  ['p95', 'replay.most'],
] as const

export function ReplayCard({ title, curveTitle, actual, target, model, format }: ReplayCardProps) {
  const show = (value: number | null) => (value === null ? t('replay.noData') : format(value))
  return (
    <Card>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
        <Change from={actual.total} to={target.total} />
      </CardHeader>
      <CardContent className="flex flex-col gap-4">
        <table className="w-full text-sm">
          <thead className="text-left text-muted text-xs">
            <tr>
              <td />
              <th scope="col" className="py-1 text-right font-medium">
                <span aria-hidden className="mr-1.5 inline-block h-0.5 w-3 bg-faint align-middle" />
                {t('replay.actual')}
              </th>
              <th scope="col" className="max-w-40 break-words py-1 pl-3 text-right font-medium">
                <span aria-hidden className="mr-1.5 inline-block h-0.5 w-3 bg-accent align-middle" />
                {t('replay.other', { model })}
              </th>
            </tr>
          </thead>
          <tbody className="divide-y tabular-nums">
            {LINES.map(([key, label]) => (
              <tr key={key}>
                <th scope="row" className="py-1.5 text-left font-normal text-muted">
                  {t(label)}
                </th>
                <td className="py-1.5 text-right">{show(actual[key])}</td>
                <td className="py-1.5 pl-3 text-right font-medium">{show(target[key])}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <ReplayCurve title={curveTitle} actual={actual} target={target} format={format} />
      </CardContent>
    </Card>
  )
}

function Change({ from, to }: { from: number | null; to: number | null }) {
  if (from === null || to === null || from === 0) return null
  const percent = Math.round((to / from - 1) * 100)
  if (percent === 0) return <Badge>{t('replay.same')}</Badge>
  return percent < 0 ? (
    <Badge tone="success">{t('replay.less', { percent: -percent })}</Badge>
  ) : (
    <Badge tone="warning">{t('replay.more', { percent })}</Badge>
  )
}
