import { t } from '@/lib/client/messages/t'
import { Button } from './button'

export interface ShowMoreProps {
  /** An infinite query of TanStack Query. */
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage(): Promise<unknown> }
  className: string
}

/** Button that fetches the next page; hidden if there is none. */
export function ShowMore({ list, className }: ShowMoreProps) {
  if (!list.hasNextPage) return null
  return (
    <Button className={className} busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
      {t('common.showMore')}
    </Button>
  )
}
