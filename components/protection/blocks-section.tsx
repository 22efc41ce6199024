'use client'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { type ListOrder, ListView } from '@/components/ui/list-view'
import { SkeletonRows } from '@/components/ui/skeleton'
import { byNewest, byText } from '@/components/ui/sort-orders'
import { toast } from '@/components/ui/toast'
import { formatDateTime, formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { type BlockView, liftBlock, listBlocks, readAbuse } from '@/lib/contracts/protection'

const ORDERS: Readonly<Record<string, ListOrder<BlockView>>> = {
  newest: {
    get label() {
      return t('protection.sortNewest')
    },
    compare: byNewest((block) => block.createdAt),
  },
  subject: {
    get label() {
      return t('protection.sortSubject')
    },
    compare: byText((block) => block.name ?? block.subject),
  },
}
const textOf = ({ subject, name, reason, createdBy }: BlockView) => [subject, name ?? '', reason, createdBy].join(' ')

/** Blocked subjects with the reason, and a button to unblock them. */
export function BlocksSection({ onBlock }: { onBlock: () => void }) {
  const blocks = useContractQuery(listBlocks)
  const lift = useContractMutation(liftBlock, {
    invalidates: [listBlocks, readAbuse],
    onSuccess: () => toast.success(t('protection.lifted')),
  })
  return (
    <section>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <h2 className="font-semibold text-base">{t('protection.blocksTitle')}</h2>
        <Button icon="shield" onClick={onBlock}>
          {t('protection.addBlock')}
        </Button>
      </div>
      <ListView
        query={blocks}
        items={blocks.data?.blocks}
        loading={<SkeletonRows count={2} />}
        empty={
          <EmptyState
            compact
            icon="shield"
            title={t('protection.blocksEmptyTitle')}
            text={t('protection.blocksEmptyText')}
          />
        }
        searchLabel={t('protection.searchBlocks')}
        textOf={textOf}
        orders={ORDERS}
      >
        {(shown) => (
          <ul className="divide-y rounded-lg border bg-surface">
            {shown.map((block) => (
              <BlockItem
                key={block.id}
                block={block}
                busy={lift.isPending && lift.variables.params?.blockId === block.id}
                onLift={() => lift.mutate({ params: { blockId: block.id } })}
              />
            ))}
          </ul>
        )}
      </ListView>
    </section>
  )
}

function BlockItem({ block, busy, onLift }: { block: BlockView; busy: boolean; onLift: () => void }) {
  const until =
    block.expiresAt === null
      ? t('protection.blockedForGood')
      : t('protection.blockedUntil', { when: formatDateTime(block.expiresAt) })
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex items-center gap-2 text-sm">
          <Badge tone="outline">{t(`protection.blockKind-${block.kind}`)}</Badge>
          <span className="truncate font-medium" title={block.subject}>
            {block.name ?? block.subject}
          </span>
        </p>
        <p className="mt-1 break-words text-muted text-sm">{block.reason}</p>
        <p className="text-faint text-xs">
          {t('protection.blockedBy', { name: block.createdBy, when: formatRelative(block.createdAt) })} · {until}
        </p>
      </div>
      <Button size="sm" busy={busy} onClick={onLift}>
        {t('protection.lift')}
      </Button>
    </li>
  )
}
