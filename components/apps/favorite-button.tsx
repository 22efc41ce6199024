'use client'
import { IconButton } from '@/components/ui/icon-button'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { type AppListItem, favoriteApp, listApps } from '@/lib/contracts/apps'

export function FavoriteButton({ app, className }: { app: AppListItem; className?: string }) {
  const favorite = useContractMutation(favoriteApp, { invalidates: [listApps] })
  const shown = favorite.isPending ? favorite.variables.body.isFavorite : app.isFavorite
  return (
    <IconButton
      icon="star"
      size="sm"
      label={`${t('apps.favorite')}: ${app.name}`}
      aria-pressed={shown}
      className={`${className ?? ''} ${shown ? '[&>svg]:fill-warning [&>svg]:text-warning' : ''}`}
      onClick={() => favorite.mutate({ params: { appId: app.id }, body: { isFavorite: !app.isFavorite } })}
    />
  )
}
