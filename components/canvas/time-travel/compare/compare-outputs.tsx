import { t } from '@/lib/client/messages/t'
import type { ComparedRuns } from './compare-runs'
import { ValuePair } from './value-pair'

/** Word diff of the outputs of both runs. */
export function CompareOutputs({ outputs }: Pick<ComparedRuns, 'outputs'>) {
  const isSame = outputs.every((output) => output.isSame)
  return (
    <section aria-label={t('timeTravel.outputs')}>
      <h2 className="mb-2 font-semibold text-sm">{t('timeTravel.outputs')}</h2>
      {isSame ? <p className="mb-2 text-muted text-sm">{t('timeTravel.outputsSame')}</p> : null}
      <div className="flex flex-col gap-3">
        {outputs.map(({ name, before, after }) => (
          <ValuePair key={name} name={name} before={before} after={after} />
        ))}
      </div>
    </section>
  )
}
