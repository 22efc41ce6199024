'use client'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { t } from '@/lib/client/messages/t'
import { ALIGNMENTS, DISTRIBUTIONS } from '../state/layout/arrange'
import { useArrange } from '../use-arrange'

/** Actions for several selected nodes. */
export function SeveralNodes({ count }: { count: number }) {
  return (
    <>
      <EmptyState
        compact
        icon="layers"
        title={t('canvas.manySelected', { count })}
        text={t('canvas.manySelectedText')}
      />
      <ArrangeButtons count={count} />
    </>
  )
}

function ArrangeButtons({ count }: { count: number }) {
  const arrange = useArrange()
  return (
    <div className="flex flex-col gap-2 px-4 pb-4">
      <div className="grid grid-cols-2 gap-2">
        {ALIGNMENTS.map((to) => (
          <Button key={to} size="sm" onClick={() => arrange.align(to)}>
            {t(`commands.align-${to}`)}
          </Button>
        ))}
        {DISTRIBUTIONS.map((axis) => (
          <Button key={axis} size="sm" disabled={count < 3} onClick={() => arrange.distribute(axis)}>
            {t(`commands.distribute-${axis}`)}
          </Button>
        ))}
      </div>
    </div>
  )
}
