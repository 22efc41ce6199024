import { cn } from '@/components/ui/cn'
import { Icon, type IconName } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import type { NodeStatus } from '@/lib/engine/state/run-state'

const LOOKS: Readonly<Record<NodeStatus, { icon: IconName; className: string }>> = {
  waiting: { icon: 'circle-dashed', className: 'text-faint' },
  running: { icon: 'loader', className: 'animate-spin text-info' },
  paused: { icon: 'hand', className: 'text-warning' },
  done: { icon: 'circle-check', className: 'text-success' },
  skipped: { icon: 'circle-slash', className: 'text-faint' },
  failed: { icon: 'circle-x', className: 'text-danger' },
}

export function RunStatusIcon({ status, size = 14 }: { status: NodeStatus; size?: number }) {
  const { icon, className } = LOOKS[status]
  return <Icon name={icon} size={size} label={t(`runPanel.status-${status}`)} className={cn(className)} />
}
