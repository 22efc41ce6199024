import { t } from '@/lib/client/messages/t'
import { Button } from './button'

export interface ShowMoreProps {
  /** Of TanStack Query. */
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage(): Promise<unknown> }
  className: string
}

/** Fetches the next page of a list; nothing where there is none. */
export function ShowMore({ list, className }: ShowMoreProps) {
  if (!list.hasNextPage) return null
  return (
    <Button className={className} busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
      {t('common.showMore')}
    </Button>
  )
}
