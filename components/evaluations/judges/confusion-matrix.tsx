import { t } from '@/lib/client/messages/t'
import type { JudgeView } from '@/lib/contracts/judges'

/** Labels of people in rows, verdicts of the judge in columns. */
export function ConfusionMatrix({ quality }: Pick<JudgeView, 'quality'>) {
  const { passPass, passFail, failPass, failFail } = quality
  const cell = 'h-10 min-w-16 border text-center tabular-nums'
  const agreed = `${cell} bg-success-soft`
  const differed = (count: number) => `${cell} ${count > 0 ? 'bg-danger-soft' : ''}`
  const head = 'whitespace-nowrap px-2 pb-1 align-middle font-normal text-muted text-xs'
  return (
    <table className="text-sm">
      <caption className="pb-1 text-left text-muted text-xs">{t('evaluations.confusion')}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col" className={head}>
            {t('evaluations.judgePasses')}
          </th>
          <th scope="col" className={head}>
            {t('evaluations.judgeFails')}
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row" className={`${head} text-left`}>
            {t('evaluations.peoplePass')}
          </th>
          <td className={agreed}>{passPass}</td>
          <td className={differed(passFail)}>{passFail}</td>
        </tr>
        <tr>
          <th scope="row" className={`${head} text-left`}>
            {t('evaluations.peopleFail')}
          </th>
          <td className={differed(failPass)}>{failPass}</td>
          <td className={agreed}>{failFail}</td>
        </tr>
      </tbody>
    </table>
  )
}
