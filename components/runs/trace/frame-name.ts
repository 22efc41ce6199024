import { t } from '@/lib/client/messages/t'
import type { TraceRow } from './trace-rows'

/** “Item 3”, “Round 2”, counted from one. */
export function frameName({ frame, name }: Pick<Extract<TraceRow, { kind: 'frame' }>, 'frame' | 'name'>): string {
  if (frame === 'item') return t('containers.frameItem', { number: Number(name) + 1 })
  if (frame === 'turn') return t('containers.frameRound', { number: Number(name) + 1 })
  return t('containers.frameCall', { name: name.replace(/^call-/, '') })
}
