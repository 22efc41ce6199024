'use client'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { getLintFacts } from '@/lib/contracts/lint'
import { listModels } from '@/lib/contracts/models'
import { deleteRoute, listRoutes, type RouteView } from '@/lib/contracts/routes'
import { RouteActivity } from './route-activity'
import { useModelNames } from './use-model-names'

export function RouteCard({ route, onEdit }: { route: RouteView; onEdit: (() => void) | null }) {
  const { targets, strategy, ability = 'chat' } = route.policy
  const { nameOf } = useModelNames(ability)
  return (
    <Card className="p-4">
      <div className="flex items-start gap-3">
        <span className="flex size-9 shrink-0 items-center justify-center rounded-md bg-hue-model/12 text-hue-model">
          <Icon name="route" size={18} />
        </span>
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-2">
            <h3 className="truncate font-mono font-semibold text-base">{route.name}</h3>
            {ability === 'chat' ? null : <Badge>{t(`routes.ability-${ability}`)}</Badge>}
            <Badge>{t(`routes.strategy-${strategy}`)}</Badge>
          </div>
          {route.description === '' ? null : <p className="text-muted text-sm">{route.description}</p>}
        </div>
        {onEdit ? <RouteActions route={route} onEdit={onEdit} /> : null}
      </div>
      <ol className="mt-3 flex flex-wrap items-center gap-1.5">
        {targets.map(({ model, weight }, index) => (
          <li key={`${model.connection}/${model.model}`} className="flex items-center gap-1.5">
            {index > 0 ? <Icon name="chevron-right" size={12} className="text-faint" /> : null}
            <span className="inline-flex items-center gap-1.5 rounded-md border bg-sunken px-2 py-1 text-xs">
              {nameOf(model)}
              {strategy === 'weighted' ? <span className="text-muted tabular-nums">{weight}</span> : null}
            </span>
          </li>
        ))}
      </ol>
      <RouteActivity activity={route.activity} nameOf={nameOf} />
    </Card>
  )
}

function RouteActions({ route, onEdit }: { route: RouteView; onEdit: () => void }) {
  const [isConfirming, setConfirming] = useState(false)
  const remove = useContractMutation(deleteRoute, {
    invalidates: [listRoutes, listModels, getLintFacts],
    onSuccess: () => {
      setConfirming(false)
      toast(t('routes.deleted', { name: route.name }))
    },
  })
  return (
    <>
      <IconButton icon="pencil" label={t('common.edit')} onClick={onEdit} />
      <IconButton icon="trash" label={t('common.delete')} onClick={() => setConfirming(true)} />
      <ConfirmDialog
        open={isConfirming}
        onOpenChange={setConfirming}
        title={t('routes.deleteTitle', { name: route.name })}
        description={t('routes.deleteText')}
        confirmLabel={t('common.delete')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ params: { routeId: route.id } })}
      />
    </>
  )
}
