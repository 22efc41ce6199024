import { Badge } from '@/components/ui/badge'
import { t } from '@/lib/client/messages/t'
import type { ConnectionView } from '@/lib/contracts/models'

const SHOWN = 8

export function ModelChips({ models, isWorking }: { models: ConnectionView['models']; isWorking: boolean }) {
  if (models.length === 0) return isWorking ? <p className="mt-3 text-muted text-xs">{t('models.noModels')}</p> : null
  return (
    <ul className="mt-3 flex flex-wrap gap-1.5">
      {models.slice(0, SHOWN).map((model) => (
        <li key={model.id} className="min-w-0 max-w-full">
          <Badge tone="outline" className="max-w-full font-normal" title={model.id}>
            <span className="truncate">{model.label}</span>
            {model.ability === 'embed' ? <span className="text-info">{t('models.abilityEmbed')}</span> : null}
          </Badge>
        </li>
      ))}
      {models.length > SHOWN ? (
        <li
          className="text-faint text-xs leading-5"
          title={models
            .slice(SHOWN)
            .map(({ label }) => label)
            .join(', ')}
        >
          {t('models.moreModels', { count: models.length - SHOWN })}
        </li>
      ) : null}
    </ul>
  )
}
