'use client'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/client/messages/t'
import type { ConnectionView } from '@/lib/contracts/models'
import { ModelsByAbility } from './models-by-ability'

const SHOWN = 6

/** The first models of a connection, and all of them by ability on demand. */
export function ModelChips({ models, isWorking }: { models: ConnectionView['models']; isWorking: boolean }) {
  const [showsAll, setShowsAll] = useState(false)
  if (models.length === 0) return isWorking ? <p className="mt-3 text-muted text-xs">{t('models.noModels')}</p> : null
  return (
    <div className="mt-3 flex flex-col gap-2">
      {showsAll ? (
        <ModelsByAbility models={models} />
      ) : (
        <ul className="flex flex-wrap gap-1.5">
          {models.slice(0, SHOWN).map(({ id, label }) => (
            <li key={id} className="min-w-0 max-w-full">
              <Badge tone="outline" className="max-w-full font-normal" title={id}>
                <span className="truncate">{label}</span>
              </Badge>
            </li>
          ))}
        </ul>
      )}
      <Button
        variant="quiet"
        icon={showsAll ? 'chevron-up' : 'chevron-down'}
        aria-expanded={showsAll}
        className="self-start"
        onClick={() => setShowsAll(!showsAll)}
      >
        {showsAll
          ? t('models.showLess')
          : t('models.showAll', { models: t('models.modelCount', { count: models.length }) })}
      </Button>
    </div>
  )
}
